import { Injectable } from '@nestjs/common';
import { parseDay } from '../../../analytics/calendar';
import type { PriceSeries } from '../../../analytics/series/columns';
import { majorUnitOf } from '../../../analytics/ledger/model/minor-units';
import { inParallel } from '../../../common/in-parallel';
import { oncePer } from '../../../common/once-per';
import { ExchangeRates } from '../../currency/exchange-rates';
import type { Entry } from '../../transactions/entry';

const AT_ONCE = 4;

type DatedMoney = Pick<Entry, 'currency' | 'date'>;

/** The first and the last day of the lines of each major currency. */
const daysByCurrency = oncePer((lines: readonly DatedMoney[]) => {
  const dates = new Map<string, { first: string; last: string }>();
  for (const { currency, date } of lines) {
    const known = dates.get(currency);
    if (!known) dates.set(currency, { first: date, last: date });
    else if (date < known.first) known.first = date;
    else if (date > known.last) known.last = date;
  }
  const days = new Map<string, [first: number, last: number]>();
  for (const [given, dated] of dates) {
    const { currency } = majorUnitOf(given);
    const [first, last] = [parseDay(dated.first), parseDay(dated.last)];
    const [earlier, later] = days.get(currency) ?? [first, last];
    days.set(currency, [Math.min(first, earlier), Math.max(last, later)]);
  }
  return days;
});

/** The market's rates for the days of lines. */
@Injectable()
export class LedgerRates {
  constructor(private readonly exchange: ExchangeRates) {}

  /**
   * Base currency for one unit, by major currency; without an entry where no rate is known.
   * @param toDay rates up to it are read too
   */
  async of(
    lines: readonly DatedMoney[],
    baseCurrency: string,
    toDay = -Infinity,
  ): Promise<Map<string, PriceSeries>> {
    const foreign = [...daysByCurrency(lines)].filter(([currency]) => currency !== baseCurrency);
    const rates = new Map<string, PriceSeries>();
    await inParallel(foreign, AT_ONCE, async ([currency, [first, last]]) => {
      const rate = await this.exchange.rate(currency, baseCurrency, first, Math.max(last, toDay));
      if (rate) rates.set(currency, rate.series);
    });
    return rates;
  }

  /** Whether a provider that might know rates of the days of lines could not be asked now. */
  async areAway(lines: readonly Entry[], baseCurrency: string): Promise<boolean> {
    for (const [currency, [first, last]] of daysByCurrency(lines))
      if (await this.exchange.isAway(currency, baseCurrency, first, last)) return true;
    return false;
  }
}
