import { Injectable } from '@nestjs/common';
import { carryForward } from '../../analytics/series/alignment';
import { formatDay } from '../../analytics/calendar';
import type { PriceSeries } from '../../analytics/series/columns';
import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import { RATE_LIFE_DAYS } from '../../analytics/ledger/plan/rates';
import { CloseSeries, isCutOff } from '../../market/model/close-series';
import { HistoryService } from '../../market/history/history.service';
import { bestRate, coverage, digitsOf, RateCandidate } from './best-rate';
import type { ExchangeRate } from './exchange-rate';
import { BRIDGE, pairOf, pairsBetween } from './spot-rates';

const RUN_UP_DAYS = 14;
/** A pair that tells nearly all days needs no help from the dollar. */
const NEARLY_ALL = 0.95;

type Leg = [from: string, to: string];
interface Range {
  firstDay: number;
  lastDay: number;
}

/** Day rates between currencies: of the pair itself, its inverse and the cross over the dollar the one that tells most, most precisely. */
@Injectable()
export class ExchangeRates {
  constructor(private readonly history: HistoryService) {}

  /**
   * Rates for every currency that the series are in, up to the last day that is valued: a close that is carried forward
   * is worth what its currency is on the day.
   * @returns by currency; without an entry where no rate is known
   */
  async into(
    currency: string,
    series: readonly CloseSeries[],
    toDay: number,
  ): Promise<Map<string, ExchangeRate>> {
    const rates = new Map<string, ExchangeRate>();
    const filled = series.filter(({ days }) => days.length > 0);
    for (const from of new Set(filled.map((one) => one.currency))) {
      const closes = filled.filter((one) => one.currency === from);
      const firstDay = Math.min(...closes.map(({ days }) => days[0]!));
      const lastDay = Math.max(toDay, ...closes.map(({ days }) => days.at(-1)!));
      const rate = await this.rate(from, currency, firstDay, lastDay);
      if (rate) rates.set(from, rate);
    }
    return rates;
  }

  /** The price of one unit of `from` in `to` over a range of days; undefined where nobody knows it. */
  async rate(from: string, to: string, firstDay: number, lastDay: number): Promise<ExchangeRate | undefined> {
    const { currency: whole, unitsPerMajor } = majorUnitOf(from);
    if (whole === to) return { series: constant(1 / unitsPerMajor, firstDay, lastDay), legs: new Map() };
    const range = { firstDay, lastDay };
    const candidates = await this.pairs([whole, to], range);
    const pair = bestRate(candidates, firstDay, lastDay);
    if (!pair || coverage(pair, firstDay, lastDay) < NEARLY_ALL) {
      candidates.push(...(await this.cross(whole, to, range)));
    }
    const rate = bestRate(candidates, firstDay, lastDay);
    if (!rate || unitsPerMajor === 1) return rate;
    const { days, closes } = rate.series;
    return { ...rate, series: { days, closes: closes.map((close) => close / unitsPerMajor) } };
  }

  /** Whether a provider that might know rates of a range of days could not be asked now. */
  async isAway(from: string, to: string, firstDay: number, lastDay: number): Promise<boolean> {
    const range = [formatDay(firstDay - RUN_UP_DAYS), formatDay(lastDay)] as const;
    const { series, missing } = await this.history.dailyCloses(pairsBetween(from, to), ...range);
    return missing.some(({ reason }) => reason === 'unavailable') || [...series.values()].some(isCutOff);
  }

  private async pairs(leg: Leg, { firstDay, lastDay }: Range): Promise<RateCandidate[]> {
    const [direct, inverse] = [pairOf(...leg), pairOf(leg[1], leg[0])];
    const from = formatDay(firstDay - RUN_UP_DAYS);
    const { series } = await this.history.dailyCloses([direct, inverse], from, formatDay(lastDay));
    const candidates: RateCandidate[] = [];
    for (const symbol of [direct, inverse]) {
      const found = series.get(symbol);
      if (!found || found.days.length === 0) continue;
      const { days, closes } = found;
      const told = symbol === direct ? closes : closes.map((close) => 1 / close);
      candidates.push({
        rate: { series: { days, closes: told }, legs: new Map([[symbol, found]]) },
        digits: digitsOf(closes),
      });
    }
    return candidates;
  }

  private async cross(from: string, to: string, range: Range): Promise<RateCandidate[]> {
    if (from === BRIDGE || to === BRIDGE) return [];
    const { firstDay, lastDay } = range;
    const first = bestRate(await this.pairs([from, BRIDGE], range), firstDay, lastDay);
    const second = first && bestRate(await this.pairs([BRIDGE, to], range), firstDay, lastDay);
    if (!first || !second) return [];
    const aligned = carryForward(second.series, first.series.days);
    const known = aligned.findIndex((rate) => !Number.isNaN(rate));
    if (known < 0) return [];
    const series = {
      days: first.series.days.slice(known),
      closes: first.series.closes.slice(known).map((close, i) => close * aligned[known + i]!),
    };
    const digits = Math.min(
      ...[...first.legs.values(), ...second.legs.values()].map(({ closes }) => digitsOf(closes)),
    );
    return [{ rate: { series, legs: new Map([...first.legs, ...second.legs]) }, digits }];
  }
}

/** Told often enough to count for every day of a range. */
function constant(rate: number, firstDay: number, lastDay: number): PriceSeries {
  const length = Math.ceil((lastDay - firstDay + 1) / RATE_LIFE_DAYS);
  return {
    days: Int32Array.from({ length }, (_, i) => firstDay + i * RATE_LIFE_DAYS),
    closes: new Float64Array(length).fill(rate),
  };
}
