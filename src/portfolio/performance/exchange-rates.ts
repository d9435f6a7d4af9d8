import { Injectable } from '@nestjs/common';
import { carryForward } from '../../analytics/alignment';
import { formatDay } from '../../analytics/calendar';
import type { PriceSeries } from '../../analytics/columns';
import { CloseSeries } from '../../market/close-series';
import { HistoryService } from '../../market/history.service';
import { BRIDGE, HUNDREDTHS, pairOf } from '../live/spot-rates';

/** What one unit of a currency cost, day by day, and the series that say so. */
export interface ExchangeRate {
  series: PriceSeries;
  /** by symbol, such as `EURUSD=X` */
  legs: ReadonlyMap<string, CloseSeries>;
}

const RUN_UP_DAYS = 14;

type Leg = [from: string, to: string];

/** Day rates between currencies: the pair itself, else its inverse, else the cross over the dollar. */
@Injectable()
export class ExchangeRates {
  constructor(private readonly history: HistoryService) {}

  /**
   * Rates for every currency that the series are in.
   * @returns by currency; without an entry where no rate is known
   */
  async into(currency: string, series: readonly CloseSeries[]): Promise<Map<string, ExchangeRate>> {
    const rates = new Map<string, ExchangeRate>();
    const filled = series.filter(({ days }) => days.length > 0);
    for (const from of new Set(filled.map((one) => one.currency))) {
      const closes = filled.filter((one) => one.currency === from);
      const firstDay = Math.min(...closes.map(({ days }) => days[0]!));
      const lastDay = Math.max(...closes.map(({ days }) => days.at(-1)!));
      const rate = await this.rate(from, currency, firstDay, lastDay);
      if (rate) rates.set(from, rate);
    }
    return rates;
  }

  /** The price of one unit of `from` in `to` over a range of days; undefined where nobody knows it. */
  async rate(from: string, to: string, firstDay: number, lastDay: number): Promise<ExchangeRate | undefined> {
    const whole = HUNDREDTHS[from] ?? from;
    const share = whole === from ? 1 : 0.01;
    if (whole === to) return { series: constant(share, firstDay), legs: new Map() };
    const range: [string, string] = [formatDay(firstDay - RUN_UP_DAYS), formatDay(lastDay)];
    const rate = (await this.leg([whole, to], range)) ?? (await this.cross(whole, to, range));
    if (!rate || share === 1) return rate;
    return {
      ...rate,
      series: { days: rate.series.days, closes: rate.series.closes.map((close) => close * share) },
    };
  }

  private async leg(leg: Leg, range: [string, string]): Promise<ExchangeRate | undefined> {
    const direct = pairOf(...leg);
    const found = await this.series(direct, range);
    if (found) return { series: found, legs: new Map([[direct, found]]) };
    const inverse = pairOf(leg[1], leg[0]);
    const turned = await this.series(inverse, range);
    return (
      turned && {
        series: { days: turned.days, closes: turned.closes.map((close) => 1 / close) },
        legs: new Map([[inverse, turned]]),
      }
    );
  }

  private async cross(from: string, to: string, range: [string, string]): Promise<ExchangeRate | undefined> {
    if (from === BRIDGE || to === BRIDGE) return undefined;
    const [first, second] = [await this.leg([from, BRIDGE], range), await this.leg([BRIDGE, to], range)];
    if (!first || !second) return undefined;
    const aligned = carryForward(second.series, first.series.days);
    const known = aligned.findIndex((rate) => !Number.isNaN(rate));
    if (known < 0) return undefined;
    return {
      series: {
        days: first.series.days.slice(known),
        closes: first.series.closes.slice(known).map((close, i) => close * aligned[known + i]!),
      },
      legs: new Map([...first.legs, ...second.legs]),
    };
  }

  private async series(symbol: string, [from, to]: [string, string]): Promise<CloseSeries | undefined> {
    const { series } = await this.history.dailyCloses([symbol], from, to);
    const found = series.get(symbol);
    return found && found.days.length > 0 ? found : undefined;
  }
}

function constant(rate: number, day: number): PriceSeries {
  return { days: Int32Array.of(day), closes: Float64Array.of(rate) };
}
