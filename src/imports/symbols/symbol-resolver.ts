import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import { inParallel } from '../../common/in-parallel';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { SYMBOL_PATTERN } from '../../common/symbols/symbol';
import type { InstrumentMatch } from '../../market/providers/market-data-provider';
import { InstrumentsRepository } from '../../market/search/instruments.repository';
import { SearchService } from '../../market/search/search.service';
import type { StatedInstrument } from '../formats/draft';
import type { ImportSymbol } from '../import';
import { InstrumentChoicesRepository } from './instrument-choices.repository';
import { listingFor, listingWarning } from './listing';
import { identifiersOf } from '../preview/instrument-key';
import type { SurveyedInstrument } from '../preview/preview-order';

const MOST_SEARCHES = 300;
const SEARCHES_AT_ONCE = 4;
const DEADLINE_MS = 10_000;
const LONGEST_QUERY = 50;

/** Finds our symbols for what a statement names: what the user chose before, what is known, what a search finds. */
@Injectable()
export class SymbolResolver {
  private readonly logger = new Logger(SymbolResolver.name);

  constructor(
    private readonly choices: InstrumentChoicesRepository,
    private readonly instruments: InstrumentsRepository,
    private readonly search: SearchService,
  ) {}

  /** In the order given; a symbol is null where nothing was found within ten seconds. */
  async resolve(userId: string, stated: readonly SurveyedInstrument[]): Promise<ImportSymbol[]> {
    const keys = stated.flatMap(possibleKeys);
    const tickers = stated.flatMap(({ stated: { symbol } }) => symbol?.toUpperCase() ?? []);
    const [chosen, known] = await Promise.all([
      this.choices.of(userId, [...new Set(keys)]),
      this.instruments.bySymbols([...new Set(tickers)]),
    ]);
    const currencies = new Map(known.map(({ symbol, currency }) => [symbol, currency]));
    const found = new Map<string, ImportSymbol>();
    const wanted: SurveyedInstrument[] = [];
    for (const instrument of stated) {
      const resolved = withoutSearch(instrument, chosen, currencies);
      if (resolved) found.set(instrument.key, resolved);
      else wanted.push(instrument);
    }
    await this.searchAll(wanted.slice(0, MOST_SEARCHES), found);
    return stated.map(
      (instrument) =>
        found.get(instrument.key) ?? { ...instrument, symbol: null, source: null, warning: null },
    );
  }

  private async searchAll(
    wanted: readonly SurveyedInstrument[],
    found: Map<string, ImportSymbol>,
  ): Promise<void> {
    let isLate = false;
    const searches = inParallel(wanted, SEARCHES_AT_ONCE, async (instrument) => {
      const match = isLate ? null : await this.searched(instrument);
      if (match && !isLate) found.set(instrument.key, match);
    });
    const timer = new AbortController();
    await Promise.race([
      searches,
      pause(DEADLINE_MS, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    isLate = true;
    timer.abort();
  }

  private async searched(instrument: SurveyedInstrument): Promise<ImportSymbol | null> {
    for (const [kind, id] of identifiersOf(instrument.stated)) {
      const matches = await this.matches(id.slice(0, LONGEST_QUERY));
      const listing = listingFor(matches, kind, id, instrument);
      if (listing) {
        const warning = listingWarning(listing, instrument.currency);
        return { ...instrument, symbol: listing.symbol, source: 'search', warning };
      }
    }
    return null;
  }

  private async matches(query: string): Promise<InstrumentMatch[]> {
    try {
      return await this.search.search(query);
    } catch (error) {
      this.logger.debug(`search for ${query}: ${String(error)}`);
      return [];
    }
  }
}

type Named = Pick<SurveyedInstrument, 'stated' | 'currency'>;

/** Under which a choice is remembered: each identifier with the major unit of the statement's currency. */
export function choiceKeys({ stated, currency }: Named): string[] {
  return keysIn(stated, currency && majorUnitOf(currency).currency);
}

/** Under which a choice may be found; formerly they were remembered by the unit that the statement names. */
function possibleKeys({ stated, currency }: Named): string[] {
  return [...new Set([...choiceKeys({ stated, currency }), ...keysIn(stated, currency)])];
}

function keysIn(stated: StatedInstrument, currency: string | null): string[] {
  return identifiersOf(stated).map(([kind, id]) => `${kind}:${id}@${currency ?? ''}`);
}

function withoutSearch(
  instrument: SurveyedInstrument,
  chosen: ReadonlyMap<string, string>,
  currencies: ReadonlyMap<string, string>,
): ImportSymbol | null {
  const choice = possibleKeys(instrument).flatMap((key) => chosen.get(key) ?? [])[0];
  if (choice !== undefined) return { ...instrument, symbol: choice, source: 'yours', warning: null };
  const { symbol, isOurs } = instrument.stated;
  const ticker = symbol?.toUpperCase();
  if (ticker === undefined || !SYMBOL_PATTERN.test(ticker)) return null;
  if (isOurs || isPrivateSymbol(ticker))
    return { ...instrument, symbol: ticker, source: 'file', warning: null };
  const currency = currencies.get(ticker);
  const fits =
    currency !== undefined &&
    (!instrument.currency || listingWarning({ currency }, instrument.currency) === null);
  return fits ? { ...instrument, symbol: ticker, source: 'known', warning: null } : null;
}
