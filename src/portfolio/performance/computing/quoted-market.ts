import type { PriceSeries } from '../../../analytics/series/columns';
import { convertCurrency } from '../../../analytics/series/currency';
import type { MarketSeries } from '../../../analytics/ledger/plan/market';
import { majorUnitOf } from '../../../analytics/ledger/model/minor-units';
import type { QuotedCloses } from '../../currency/quoted-closes';
import type { PriceSourceDto } from '../../dto/quality.dto';

/** Closes in the currencies of their exchanges, and the rates of those into the portfolio's. */
export interface QuotedMarket {
  readonly prices: ReadonlyMap<string, MarketSeries>;
  /** By major currency; the portfolio's own needs none. */
  readonly rates: ReadonlyMap<string, PriceSeries>;
}

/** Closes as they were read, in the form that the analysis reads. @param sources of the same closes */
export function quotedMarket(
  closes: ReadonlyMap<string, QuotedCloses>,
  sources: readonly PriceSourceDto[],
): QuotedMarket {
  const prices = new Map<string, MarketSeries>();
  const rates = new Map<string, PriceSeries>();
  for (const { symbol, currency, adjustment } of sources) {
    const quoted = closes.get(symbol);
    if (!quoted) continue;
    const { days, closes: values } = quoted;
    prices.set(symbol, {
      days,
      closes: values,
      currency,
      adjustment: adjustment === 'raw' ? 'raw' : 'split',
    });
    const major = majorUnitOf(currency);
    keepEarlier(rates, major.currency, scaled(quoted.rates, major.unitsPerMajor));
  }
  return { prices, rates };
}

/** The closes of all symbols in the portfolio's currency. */
export function inPortfolioCurrency(
  { prices, rates }: QuotedMarket,
  portfolioCurrency: string,
): Map<string, PriceSeries> {
  return new Map(
    [...prices].map(([symbol, series]): [string, PriceSeries] => {
      if (series.currency === portfolioCurrency) return [symbol, series];
      const { currency, unitsPerMajor } = majorUnitOf(series.currency);
      const inMajor = scaled(series, 1 / unitsPerMajor);
      const rate = rates.get(currency);
      return [symbol, rate ? convertCurrency(inMajor, rate) : inMajor];
    }),
  );
}

/**
 * Rates of prices and of lines in one; of two series of a currency, which all reach the last day, the one that begins
 * earlier counts.
 */
export function joinedRates(
  ofPrices: ReadonlyMap<string, PriceSeries>,
  ofLines: ReadonlyMap<string, PriceSeries>,
): Map<string, PriceSeries> {
  const joined = new Map(ofPrices);
  for (const [currency, rates] of ofLines) keepEarlier(joined, currency, rates);
  return joined;
}

/** Prices in pence and in pounds have rates from their own first days on. */
function keepEarlier(kept: Map<string, PriceSeries>, currency: string, rates: PriceSeries): void {
  const known = kept.get(currency);
  if (!known || (rates.days[0] ?? Infinity) < (known.days[0] ?? Infinity)) kept.set(currency, rates);
}

function scaled(series: PriceSeries, factor: number): PriceSeries {
  return factor === 1 ? series : { days: series.days, closes: series.closes.map((close) => close * factor) };
}
