import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../common/calendar/day-length';
import { inParts } from '../../common/in-parts';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { Quote } from '../model/quote';
import { quoteFrom } from '../quotes/quote-from-provider';
import { PRIVATE_SOURCE, PrivateInstrument } from './private-instrument';
import { PrivateHolding, PrivateInstrumentsRepository } from './private-instruments.repository';

const USERS_AT_ONCE = 200;

/** Revisions by user and symbol. */
export type PrivateRevisions = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Prices of private instruments in the forms of the market. Without their owner there are none. */
@Injectable()
export class PrivatePrices {
  constructor(private readonly instruments: PrivateInstrumentsRepository) {}

  /** Those of the symbols that are private instruments of a user. */
  async of(
    userId: string | undefined,
    symbols: readonly string[],
  ): Promise<ReadonlyMap<string, PrivateInstrument>> {
    const wanted = symbols.filter(isPrivateSymbol);
    if (userId === undefined || wanted.length === 0) return new Map();
    const found = await this.instruments.ofSymbols(userId, wanted);
    return new Map(found.map((instrument) => [instrument.symbol, instrument]));
  }

  /** What `HistoryService.stateOf` says of each. */
  async revisions(
    userId: string | undefined,
    symbols: readonly string[],
  ): Promise<{ symbol: string; source: string; revision: number }[]> {
    const wanted = symbols.filter(isPrivateSymbol);
    if (userId === undefined || wanted.length === 0) return [];
    const versions = await this.instruments.versionsOf(userId, wanted);
    return versions.map(({ symbol, version }) => ({ symbol, source: PRIVATE_SOURCE, revision: version }));
  }

  /** The revisions of what several users hold, by user and symbol: of private instruments alone, and of those there are. */
  async revisionsOfAll(held: readonly PrivateHolding[]): Promise<PrivateRevisions> {
    const revisions = new Map<string, Map<string, number>>();
    const wanted = held
      .map(({ userId, symbols }) => ({ userId, symbols: symbols.filter(isPrivateSymbol) }))
      .filter(({ symbols }) => symbols.length > 0);
    for (const some of inParts(wanted, USERS_AT_ONCE)) {
      for (const { userId, symbol, version } of await this.instruments.versionsOfAll(some)) {
        const own = revisions.get(userId) ?? new Map<string, number>();
        revisions.set(userId, own.set(symbol, version));
      }
    }
    return revisions;
  }
}

/** The last price, as of the midnight (UTC) of its day. */
export function privateQuote({ symbol, currency, prices, updated_at }: PrivateInstrument): Quote {
  const close = prices.closes.at(-1)!;
  const timestamp = new Date(prices.days.at(-1)! * DAY_MS);
  const previous_close = prices.closes.at(-2) ?? null;
  const untold = { open: null, high: null, low: null, volume: null };
  return quoteFrom(
    { symbol, timestamp, ...untold, close, previous_close, currency },
    PRIVATE_SOURCE,
    updated_at,
  );
}
