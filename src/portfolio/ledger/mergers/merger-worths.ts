import { Injectable } from '@nestjs/common';
import { formatDay, parseDay } from '../../../analytics/calendar';
import type { CorporateEvent } from '../../../analytics/ledger/model/corporate-event';
import { Rates } from '../../../analytics/ledger/plan/rates';
import { lastPositionOnOrBefore } from '../../../analytics/series/alignment';
import { Clock } from '../../../common/clock';
import { inParallel } from '../../../common/in-parallel';
import { HistoryService } from '../../../market/history/history.service';
import { isCutOff } from '../../../market/model/close-series';
import { exchangeHours, lastClosedDay, lastSessionDay } from '../../../market/model/exchange-hours';
import { ExchangeRates } from '../../currency/exchange-rates';
import type { Entry } from '../../transactions/entry';
import { splitFactors } from '../price-bases/later-splits';
import { MergerForCash, mergersForCash } from './mergers-for-cash';

/** Raised with every change of how the cost of a merger is shared, so that stored lots are told anew. */
export const MERGER_RULES = 1;

const AT_ONCE = 4;
/** Reaches over any holiday or halt that is usual. */
const CLOSE_LIFE_DAYS = 31;

/** Of whom the ledger is, and the currency that worths are told in. */
export interface MergerLedger {
  readonly currency: string;
  readonly user_id: string;
}

/** Tells what the new shares of mergers were worth, by which the cost is shared between them and the cash. */
@Injectable()
export class MergerWorths {
  constructor(
    private readonly history: HistoryService,
    private readonly rates: ExchangeRates,
    private readonly clock: Clock,
  ) {}

  /**
   * The worth of one new share of each merger for shares and cash at the close of its day, in base currency, by the id
   * of its line; null where nobody knows it.
   */
  async of(
    entries: readonly Entry[],
    events: readonly CorporateEvent[],
    { currency, user_id }: MergerLedger,
  ): Promise<ReadonlyMap<string, number | null>> {
    const worths = new Map<string, number | null>();
    const mergers = mergersForCash(entries);
    if (mergers.length === 0) return worths;
    const factors = splitFactors(entries, events);
    await inParallel(mergers, AT_ONCE, async (merger) => {
      worths.set(merger.id, await this.worthOf(merger, factors, { currency, user_id }));
    });
    return worths;
  }

  private async worthOf(
    { into, date }: MergerForCash,
    factors: ReturnType<typeof splitFactors>,
    { currency, user_id }: MergerLedger,
  ): Promise<number | null> {
    const day = parseDay(date);
    const close = await this.lastClose(into, day, user_id);
    const rate = close && (await this.rateOn(close.currency, currency, day));
    if (!close || !rate) return null;
    const told = close.isAsTraded ? close.day : Infinity;
    const factor = factors ? factors.on(into, day) / factors.on(into, told) : 1;
    return close.amount * rate * factor;
  }

  private async lastClose(symbol: string, day: number, userId: string) {
    const range = [formatDay(day - CLOSE_LIFE_DAYS), formatDay(day)] as const;
    const { series } = await this.history.dailyCloses([symbol], ...range, userId);
    const found = series.get(symbol);
    const last = found ? lastPositionOnOrBefore(found.days, day) : -1;
    if (!found || last < 0) return undefined;
    // A provider that is away may know the close itself; the one before it would give another split of the cost.
    if (isCutOff(found) && found.days[last]! < this.lastSession(symbol, day)) return undefined;
    return {
      day: found.days[last]!,
      amount: found.closes[last]!,
      currency: found.currency,
      isAsTraded: found.adjustment === 'raw',
    };
  }

  /** Of those up to a day that are over. */
  private lastSession(symbol: string, day: number): number {
    const hours = exchangeHours(symbol);
    return lastSessionDay(hours, Math.min(day, lastClosedDay(hours, this.clock.now())));
  }

  /** @returns undefined where there is no rate of the day that is not too old */
  private async rateOn(from: string, to: string, day: number): Promise<number | undefined> {
    const rate = await this.rates.rate(from, to, day, day);
    const known = rate && new Rates(to, new Map([[from, rate.series]])).on(from, day);
    return Number.isNaN(known) ? undefined : known;
  }
}
