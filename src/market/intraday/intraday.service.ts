import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { InstrumentChanges } from '../changes/instrument-changes';
import { SeriesRepository } from '../history/series/series.repository';
import {
  invalidRange,
  marketUnavailable,
  noData,
  NoPricesReason,
  nothingTold,
  rangeTooLong,
} from '../model/market.errors';
import { GuardedProvider } from '../providers/guarded-provider';
import { MarketProviders } from '../providers/market-providers';
import { answerKindOf, ProviderError } from '../providers/provider-error';
import { Intraday, INTERVAL_SECONDS, IntradayInterval, Stretch } from './intraday';

/** How many days one answer may reach over. */
export const MOST_DAYS: Record<IntradayInterval, number> = { '1m': 7, '5m': 30, '15m': 60, '1h': 365 };
/** How many days an answer reaches over when nobody says. */
const USUAL_DAYS: Record<IntradayInterval, number> = { '1m': 1, '5m': 5, '15m': 15, '1h': 60 };
const KEPT_MS = 15_000;
/** In the memory of a process, of all answers together. */
const MOST_BARS_KEPT = 200_000;

export interface IntradayQuestion {
  symbol: string;
  interval: IntradayInterval;
  /** now when left out */
  to?: Date;
  /** some days before `to` when left out */
  from?: Date;
}

type Found = Pick<Intraday, 'bars' | 'currency' | 'source' | 'stretch' | 'retentionDays'>;
/** Bars, or the most that providers say of a symbol without any. */
type Outcome = { found: Found } | { reasons: NoPricesReason[] };
type Asked = Stretch & Pick<IntradayQuestion, 'symbol' | 'interval'>;

/** Bars within the day. They are kept by nobody here but for seconds: what a provider forgets is gone. */
@Injectable()
export class IntradayService {
  private readonly answers = new LRUCache<string, Outcome, Asked>({
    maxSize: MOST_BARS_KEPT,
    sizeCalculation: (outcome) => 1 + ('found' in outcome ? outcome.found.bars.length : 0),
    ttl: KEPT_MS,
    fetchMethod: (_key, _stale, { context }) => this.ask(context),
  });

  constructor(
    private readonly providers: MarketProviders,
    private readonly series: SeriesRepository,
    private readonly changes: InstrumentChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `market.unknown_symbol`, `market.no_currency`, `market.no_data`, `market.unavailable`,
   * `market.invalid_range`, `market.range_too_long`
   */
  async bars(question: IntradayQuestion): Promise<Intraday> {
    const { symbol, interval } = question;
    const asked = { symbol, interval, ...this.stretchOf(question) };
    if (isPrivateSymbol(symbol)) throw noData(symbol);
    const key = [this.changes.pricesKey(symbol), ...Object.values(asked)].join('|');
    const outcome = await this.answers.forceFetch(key, { context: asked });
    if ('reasons' in outcome) throw nothingTold(symbol, outcome.reasons);
    return { symbol, interval, ...outcome.found };
  }

  /** Whole bars, so that whoever asks within one shares the answer. */
  private stretchOf({ interval, from, to }: IntradayQuestion): Stretch {
    const length = INTERVAL_SECONDS[interval];
    const now = this.clock.now();
    const end = Math.min((to ?? now).getTime(), now.getTime()) / 1_000;
    const begin = from ? from.getTime() / 1_000 : end - USUAL_DAYS[interval] * DAY_SECONDS;
    if (begin > end) throw invalidRange();
    if (end - begin > MOST_DAYS[interval] * DAY_SECONDS) throw rangeTooLong(interval, MOST_DAYS[interval]);
    return { from: Math.floor(begin / length) * length, to: (Math.floor(end / length) + 1) * length };
  }

  /** From the first provider that has some. @throws DomainError `market.unavailable`, so that it is not kept */
  private async ask(asked: Asked): Promise<Outcome> {
    const { symbol } = asked;
    const reasons: NoPricesReason[] = [];
    let failure: unknown;
    const imported = await this.series.imported([symbol]);
    for (const provider of this.providers.inOrder) {
      const days = provider.intradayDays[asked.interval];
      if (days === undefined || !provider.lists(symbol)) continue;
      // Nobody continues a real past with invented prices.
      if (provider.name === 'simulated' && imported.has(symbol)) continue;
      try {
        const found = await this.askOne(provider, days, asked);
        if (found) return { found };
        reasons.push('no_data');
      } catch (error) {
        const told = answerKindOf(error);
        if (told) reasons.push(told);
        else failure = error;
      }
    }
    if (failure) throw marketUnavailable(symbol, retryAfter(failure), failure);
    return { reasons: reasons.length > 0 ? reasons : ['no_data'] };
  }

  /** @returns undefined from a provider that keeps nothing of the stretch */
  private async askOne(
    provider: GuardedProvider,
    retentionDays: number,
    { symbol, interval, from, to }: Asked,
  ): Promise<Found | undefined> {
    const length = INTERVAL_SECONDS[interval];
    const kept = this.clock.now().getTime() / 1_000 - retentionDays * DAY_SECONDS;
    const stretch = { from: Math.max(from, Math.ceil(kept / length) * length), to };
    if (stretch.from >= to) return undefined;
    const { bars, currency } = await provider.intradayBars(symbol, interval, stretch);
    return { bars, currency, source: provider.name, stretch, retentionDays };
  }
}

function retryAfter(failure: unknown): number {
  return failure instanceof ProviderError && failure.kind === 'rate_limited' ? 60 : 5;
}
