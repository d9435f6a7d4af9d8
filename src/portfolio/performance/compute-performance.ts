import { analysePortfolio } from '../../analytics/analyse-portfolio';
import type { PortfolioAnalysis } from '../../analytics/analyse-portfolio';
import { formatDay } from '../../analytics/calendar';
import { toNullable } from '../../analytics/columns';
import type { PriceSeries } from '../../analytics/columns';
import type { Lot } from '../../analytics/lots';
import { suspectedSplits } from '../../analytics/suspected-splits';
import type { PerformanceDto } from '../dto/performance.dto';
import type { MissingSymbolDto, PriceSourceDto } from '../dto/quality.dto';
import { shownNumbers } from '../../common/shown-number';
import { shownHoldings, shownSummary } from './shown-holdings';
import { dayOrNull, figureShow, shownPeriods, shownReturns, shownRisk } from './shown-figures';

/** The contract's answer to `GET /portfolio/{id}/performance`. */
export type Performance = PerformanceDto;

/** Everything a computation needs, so that it can happen in another thread. Prices are in the portfolio's currency. */
export interface PerformanceOrder {
  readonly portfolioId: string;
  readonly currency: string;
  readonly lots: readonly Lot[];
  /** Lots of other symbols are left out of every total. */
  readonly prices: ReadonlyMap<string, PriceSeries>;
  readonly benchmark: { readonly symbol: string; readonly series: PriceSeries } | null;
  /** null: from the first purchase */
  readonly fromDay: number | null;
  readonly toDay: number;
  readonly riskFreeRate: number;
  readonly missing: readonly MissingSymbolDto[];
  readonly sources: readonly PriceSourceDto[];
  readonly computedAt: string;
  /** Query of the chart links, so that the pictures show the same window; empty or beginning with `?`. */
  readonly chartQuery: string;
}

const PERIODS_PER_YEAR = 252;

/** Computes an answer: pure, and quick enough only for small portfolios; see `Computations`. */
export function computePerformance(order: PerformanceOrder): Performance {
  const counted = order.lots.filter(({ symbol }) => order.prices.has(symbol));
  const leftOut = order.lots.filter(
    ({ symbol, purchaseDay }) => !order.prices.has(symbol) && purchaseDay <= order.toDay,
  );
  const analysis = analysePortfolio({
    lots: counted,
    prices: order.prices,
    benchmark: order.benchmark?.series,
    fromDay: order.fromDay,
    toDay: order.toDay,
    riskFreeAnnual: order.riskFreeRate,
    periodsPerYear: PERIODS_PER_YEAR,
  });
  const unpriced = analysis.fromDay === null && leftOut.length > 0;
  const show = figureShow(unpriced);
  const { herfindahl, effectiveHoldings, largestWeight, topFiveShare } = analysis.concentration;
  return shownNumbers({
    portfolio_id: order.portfolioId,
    as_of: formatDay(order.toDay),
    computed_at: order.computedAt,
    currency: order.currency,
    from: dayOrNull(analysis.fromDay ?? order.fromDay),
    to: formatDay(order.toDay),
    risk_free_rate: order.riskFreeRate,
    summary: shownSummary(analysis.summary, unpriced),
    returns: shownReturns(analysis.returns, show),
    risk: shownRisk(analysis.risk, show),
    periods: shownPeriods(analysis.periodReturns, show),
    months: analysis.monthTable.map(({ year, months, total }) => ({ year, months: [...months], total })),
    allocation: analysis.allocation.map(({ symbol, marketValue, weight }) => ({
      symbol,
      market_value: marketValue,
      weight,
    })),
    concentration: {
      herfindahl,
      effective_holdings: effectiveHoldings,
      largest_weight: largestWeight,
      top_five_share: topFiveShare,
    },
    holdings: shownHoldings(analysis, leftOut),
    series: shownSeries(analysis),
    benchmark: shownBenchmark(analysis, order.benchmark?.symbol),
    quality: {
      missing: [...order.missing],
      left_out: {
        symbols: [...new Set(leftOut.map(({ symbol }) => symbol))].sort(),
        cost_basis: leftOut.reduce((sum, lot) => sum + lot.quantity * lot.purchasePrice, 0),
      },
      carried_forward_days: analysis.quality.carriedForwardDays,
      prices_as_of: dayOrNull(analysis.quality.pricesAsOfDay),
      suspected_splits: shownSplits(order, counted),
      sources: [...order.sources],
    },
    charts: chartLinks(order),
  });
}

function shownSeries({ series }: PortfolioAnalysis): Performance['series'] {
  const { days, values, invested, twrIndex } = series;
  return Array.from(days, (day, t) => ({
    date: formatDay(day),
    value: values[t]!,
    invested: invested[t]!,
    twr_index: twrIndex[t]!,
  }));
}

function shownSplits(
  { prices, sources, toDay }: PerformanceOrder,
  lots: readonly Lot[],
): Performance['quality']['suspected_splits'] {
  const raw = new Set(sources.flatMap(({ symbol, adjustment }) => (adjustment === 'raw' ? [symbol] : [])));
  return suspectedSplits(lots, prices, raw, toDay).map(({ symbol, day, ratio, seenIn }) => ({
    symbol,
    date: formatDay(day),
    ratio,
    seen_in: seenIn,
  }));
}

function shownBenchmark(
  { benchmark, series }: PortfolioAnalysis,
  symbol: string | undefined,
): Performance['benchmark'] {
  if (!benchmark || !series.benchmarkIndex || symbol === undefined) return null;
  return {
    symbol,
    total_return: benchmark.totalReturn,
    annualised: benchmark.annualised,
    index: toNullable(series.benchmarkIndex),
  };
}

function chartLinks({ portfolioId, chartQuery }: PerformanceOrder): Performance['charts'] {
  const link = (name: string) =>
    `/api/v1/portfolio/${portfolioId}/performance/charts/${name}.svg${chartQuery}`;
  return { value: link('value'), allocation: link('allocation'), drawdown: link('drawdown') };
}
