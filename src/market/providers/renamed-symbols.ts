import { parseDay } from '../../analytics/calendar';
import { lastTradedDay } from '../changes/instrument-change';
import { InstrumentChanges } from '../changes/instrument-changes';
import type { IntradayInterval, IntradayRetention, Stretch } from '../intraday/intraday';
import { exchangeHours } from '../model/exchange-hours';
import { instantAt } from '../model/local-time';
import type { CallPurpose } from './call-purpose';
import {
  InstrumentMatch,
  MarketDataProvider,
  ProviderBars,
  ProviderIntraday,
  ProviderProfile,
  ToldQuotes,
} from './market-data-provider';
import { ProviderError } from './provider-error';

/** A provider that is asked under the present symbols of instruments, and answers under those that were asked for. */
export class RenamedSymbols extends MarketDataProvider {
  readonly name: MarketDataProvider['name'];
  readonly symbolsACall: number;
  readonly findsIsins: boolean;
  override readonly intradayDays: IntradayRetention;

  constructor(
    private readonly inner: MarketDataProvider,
    private readonly changes: InstrumentChanges,
  ) {
    super();
    this.name = inner.name;
    this.symbolsACall = inner.symbolsACall;
    this.findsIsins = inner.findsIsins;
    this.intradayDays = inner.intradayDays;
  }

  lists(symbol: string): boolean {
    return this.inner.lists(this.changes.currentSymbol(symbol));
  }

  async quotes(symbols: string[], purpose: CallPurpose): Promise<ToldQuotes> {
    const current = new Map(symbols.map((symbol) => [symbol, this.changes.currentSymbol(symbol)]));
    const told = await this.inner.quotes([...new Set(current.values())], purpose);
    const answers: ToldQuotes = new Map();
    for (const [symbol, asked] of current) {
      const answer = told.get(asked);
      if (answer !== undefined)
        answers.set(symbol, typeof answer === 'string' ? answer : { ...answer, symbol });
    }
    return answers;
  }

  /** A delisted one has none of the days since: its provider is not asked for them, and what it tells of them is left out. */
  async dailyBars(symbol: string, from: number, to: number): Promise<ProviderBars> {
    const current = this.changes.currentSymbol(symbol);
    const delisted = this.changes.delistedSince(symbol);
    if (delisted === null) return this.inner.dailyBars(current, from, to);
    const last = lastTradedDay(delisted);
    if (from > last) throw tradedNoMore(delisted);
    return barsUntil(last, await this.inner.dailyBars(current, from, Math.min(to, last)));
  }

  /** Of a delisted one those that begin before the day: its symbol may be another company's since. */
  override async intradayBars(
    symbol: string,
    interval: IntradayInterval,
    { from, to }: Stretch,
  ): Promise<ProviderIntraday> {
    const current = this.changes.currentSymbol(symbol);
    const delisted = this.changes.delistedSince(symbol);
    if (delisted === null) return this.inner.intradayBars(current, interval, { from, to });
    const end = instantAt(parseDay(delisted), 0, exchangeHours(current).timeZone).getTime() / 1_000;
    if (from >= end) throw tradedNoMore(delisted);
    return this.inner.intradayBars(current, interval, { from, to: Math.min(to, end) });
  }

  firstDay(): number {
    return this.inner.firstDay();
  }

  search(query: string): Promise<InstrumentMatch[]> {
    return this.inner.search(query);
  }

  async profile(symbol: string): Promise<ProviderProfile> {
    return { ...(await this.inner.profile(this.changes.currentSymbol(symbol))), symbol };
  }
}

function tradedNoMore(since: string): ProviderError {
  return new ProviderError('no_data', `it is traded no more since ${since}`);
}

/**
 * An answer that speaks for no day after one. Splits after it stay: the prices before are told in the shares of after
 * them.
 */
function barsUntil(last: number, answer: ProviderBars): ProviderBars {
  const { bars, covers, owed, lastTraded, events } = answer;
  return {
    ...answer,
    covers: { from: covers.from, to: Math.min(covers.to, last) },
    bars: bars.filter(({ day }) => day <= last),
    owed: owed.filter((day) => day <= last),
    // A later trade is of whatever has the symbol now, and says nothing of the days before.
    lastTraded: lastTraded !== null && lastTraded <= last ? lastTraded : null,
    events: events && events.filter(({ kind, exDay }) => kind === 'split' || exDay <= last),
  };
}
