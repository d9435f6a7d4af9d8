import { Injectable } from '@nestjs/common';
import { formatDay, parseDay } from '../../../analytics/calendar';
import type { CorporateEvent } from '../../../analytics/ledger/model/corporate-event';
import { Rates } from '../../../analytics/ledger/plan/rates';
import { lastPositionOnOrBefore } from '../../../analytics/series/alignment';
import { inParallel } from '../../../common/in-parallel';
import { HistoryService } from '../../../market/history/history.service';
import { ExchangeRates } from '../../currency/exchange-rates';
import type { Entry } from '../../transactions/entry';
import { splitFactors } from '../price-bases/later-splits';
import { mergersForCash } from './mergers-for-cash';

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
    await inParallel(mergers, AT_ONCE, async ({ id, into, date }) => {
      const day = parseDay(date);
      const close = await this.lastClose(into, day, user_id);
      const rate = close && (await this.rateOn(close.currency, currency, day));
      if (!close || !rate) return void worths.set(id, null);
      const told = close.isAsTraded ? close.day : Infinity;
      const factor = factors ? factors.on(into, day) / factors.on(into, told) : 1;
      worths.set(id, close.amount * rate * factor);
    });
    return worths;
  }

  private async lastClose(symbol: string, day: number, userId: string) {
    const range = [formatDay(day - CLOSE_LIFE_DAYS), formatDay(day)] as const;
    const { series } = await this.history.dailyCloses([symbol], ...range, userId);
    const found = series.get(symbol);
    const last = found ? lastPositionOnOrBefore(found.days, day) : -1;
    if (!found || last < 0) return undefined;
    return {
      day: found.days[last]!,
      amount: found.closes[last]!,
      currency: found.currency,
      isAsTraded: found.adjustment === 'raw',
    };
  }

  /** @returns undefined where there is no rate of the day that is not too old */
  private async rateOn(from: string, to: string, day: number): Promise<number | undefined> {
    const rate = await this.rates.rate(from, to, day, day);
    const known = rate && new Rates(to, new Map([[from, rate.series]])).on(from, day);
    return Number.isNaN(known) ? undefined : known;
  }
}
