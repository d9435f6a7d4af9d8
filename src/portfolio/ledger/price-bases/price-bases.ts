import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../../common/at-most';
import { formatDay, parseDay } from '../../../analytics/calendar';
import type { CorporateEvent } from '../../../analytics/ledger/model/corporate-event';
import { inParallel } from '../../../common/in-parallel';
import { InstrumentChanges } from '../../../market/changes/instrument-changes';
import { HistoryService } from '../../../market/history/history.service';
import { ExchangeRates } from '../../currency/exchange-rates';
import type { Entry } from '../../transactions/entry';
import { factorOf, splitFactors } from './later-splits';
import { fitsAdjustedOnly } from './price-basis';

/** Of the trades before a split, which are told in the shares of after it. */
export interface PriceBases {
  /** lots of `assets` that are taken as adjusted: shares of today for one of their day, by the id of their line */
  readonly adjusted: ReadonlyMap<string, number>;
  /** lots of `assets` whose basis was found out, by the id of their line */
  readonly chosen: ReadonlyMap<string, 'as_traded' | 'adjusted'>;
  /** transactions whose price fits only the adjusted close */
  readonly doubtful: ReadonlySet<string>;
}

const AT_ONCE = 4;
/** A close counts for a purchase of up to so many days after it. */
const CLOSE_LIFE_DAYS = 7;
const MOST_REMEMBERED = 20_000;

/** Finds out whether prices are as traded or adjusted for later splits, by the close of their day. */
@Injectable()
export class PriceBasisFinder {
  private readonly known = new LRUCache<string, boolean>(atMost(MOST_REMEMBERED));

  constructor(
    private readonly history: HistoryService,
    private readonly rates: ExchangeRates,
    private readonly changes: InstrumentChanges,
  ) {}

  async of(entries: readonly Entry[], events: readonly CorporateEvent[]): Promise<PriceBases> {
    const adjusted = new Map<string, number>();
    const chosen = new Map<string, 'as_traded' | 'adjusted'>();
    const doubtful = new Set<string>();
    const factors = splitFactors(entries, events);
    if (!factors) return { adjusted, chosen, doubtful };
    const before = entries.filter(
      (entry) => (entry.type === 'buy' || entry.type === 'sell') && factorOf(factors, entry) !== 1,
    );
    await inParallel(before, AT_ONCE, async (entry) => {
      const factor = factorOf(factors, entry);
      const { id, basis, origin } = entry;
      if (basis === 'as_traded') return;
      const isAdjusted = basis === 'adjusted' || (await this.isAdjusted(entry, factor));
      if (basis === 'auto') chosen.set(id, isAdjusted ? 'adjusted' : 'as_traded');
      if (!isAdjusted) return;
      if (origin === 'assets') adjusted.set(id, factor);
      else doubtful.add(id);
    });
    return { adjusted, chosen, doubtful };
  }

  private async isAdjusted({ symbol, date, price, currency }: Entry, factor: number): Promise<boolean> {
    const key = JSON.stringify([this.changes.pricesKey(symbol!), date, price, currency, factor]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const close = await this.adjustedClose(symbol!, date, currency, factor);
    if (close === undefined) return false;
    const answer = fitsAdjustedOnly(Number(price), close, factor);
    this.known.set(key, answer);
    return answer;
  }

  /** Per share of today, in a currency; undefined where nobody knows it. */
  private async adjustedClose(
    symbol: string,
    date: string,
    currency: string,
    factor: number,
  ): Promise<number | undefined> {
    const day = parseDay(date);
    const { series } = await this.history.dailyCloses([symbol], formatDay(day - CLOSE_LIFE_DAYS), date);
    const found = series.get(symbol);
    const last = found ? found.days.findLastIndex((one) => one <= day && one >= day - CLOSE_LIFE_DAYS) : -1;
    if (!found || last < 0) return undefined;
    const rate = await this.rates.rate(found.currency, currency, day - CLOSE_LIFE_DAYS, day);
    const rateThen = rate?.series.closes.at(rate.series.days.findLastIndex((one) => one <= day));
    if (rateThen === undefined) return undefined;
    const close = found.closes[last]! * rateThen;
    return found.adjustment === 'raw' ? close / factor : close;
  }
}
