import { lastPositionOnOrBefore } from '../../analytics/series/alignment';
import { formatDay } from '../../analytics/calendar';
import { RATE_LIFE_DAYS } from '../../analytics/ledger/plan/rates';
import type { CloseSeries } from '../../market/model/close-series';
import { digitsOf } from '../currency/best-rate';
import type { ExchangeRate } from '../currency/exchange-rate';
import type { RateQualityDto } from '../dto/quality.dto';

/**
 * What there is to say of the rates that closes of a currency are converted with.
 * @param fromDay first day that counts
 */
export function rateQuality(
  currency: string,
  { series, legs }: ExchangeRate,
  closes: readonly CloseSeries[],
  fromDay: number,
): RateQualityDto {
  const days = new Set(closes.flatMap((one) => [...one.days].filter((day) => day >= fromDay)));
  const without = [...days].filter((day) => !isTold(series.days, day));
  return {
    currency,
    converted_with: [...legs.keys()],
    first_date: formatDay(series.days[0]!),
    last_date: formatDay(series.days.at(-1)!),
    days_without: without.length,
    digits: Math.min(...[...legs.values()].map((leg) => digitsOf(leg.closes))),
  };
}

/** Whether there is a rate of the day, or one that is not too old. */
function isTold(days: Int32Array, day: number): boolean {
  const last = days[lastPositionOnOrBefore(days, day)];
  return last !== undefined && day - last <= RATE_LIFE_DAYS;
}
