import { analyseRun } from '../../../analytics/portfolio/analyse-portfolio';
import { IN_TRANSIT } from '../../../analytics/ledger/book/ledger-log';
import type { PortfolioAnalysis } from '../../../analytics/portfolio/analyse-portfolio';
import { formatDay } from '../../../analytics/calendar';
import { toNullable } from '../../../analytics/series/columns';
import type { PriceSeries } from '../../../analytics/series/columns';
import type { Before } from '../../../analytics/ledger/plan/market';
import type { LedgerInput } from '../../../analytics/ledger/plan/plan';
import { runLedger } from '../../../analytics/ledger/run-ledger';
import type { PerformanceDto } from '../../dto/performance.dto';
import type { MissingPriceDto, PriceSourceDto, RateQualityDto } from '../../dto/quality.dto';
import { readableNumber, readableNumbers } from '../../../common/numbers/readable-number';
import type { LotsOrder } from '../../ledger/open-lots';
import { countedLedger } from './counted-ledger';
import { leftOutQuality } from './left-out';
import { inPortfolioCurrency, joinedRates } from './quoted-market';
import type { QuotedMarket } from './quoted-market';
import type { KeptRuns } from './kept-runs';
import { splitWarnings } from './split-warnings';
import { toHoldings, toSummary } from './to-holdings';
import { dayOrNull, figureShow, toPeriods, toReturns, toRisk } from './to-figures';

/** The contract's answer to `GET /portfolio/{id}/performance`. */
export type Performance = PerformanceDto;

/** Everything a computation needs, so that it can happen in another thread. */
export interface PerformanceOrder extends QuotedMarket {
  readonly portfolioId: string;
  readonly currency: string;
  /** Symbols without prices are left out of every total. */
  readonly ledger: LotsOrder;
  /** One account, or null for all. */
  readonly account: string | null;
  readonly before: Before;
  /** In the portfolio's currency. */
  readonly benchmark: { readonly symbol: string; readonly series: PriceSeries } | null;
  /** null: from the first purchase */
  readonly fromDay: number | null;
  readonly toDay: number;
  readonly riskFreeRate: number;
  readonly missing: readonly MissingPriceDto[];
  readonly sources: readonly PriceSourceDto[];
  readonly ratesUsed: readonly RateQualityDto[];
  readonly computedAt: string;
  /** Query of the chart links, so that the pictures show the same window; empty or beginning with `?`. */
  readonly chartQuery: string;
}

/**
 * Computes an answer: pure, and quick enough only for small portfolios; see `Computations`.
 * @param runs ledgers that were run before; without them the ledger is run from its first line
 */
export function computePerformance(order: PerformanceOrder, runs?: KeptRuns): Performance {
  const { lines, leftOut } = countedLedger(order.ledger, (symbol) => order.prices.has(symbol));
  const ledger: LedgerInput = {
    ...order.ledger,
    lines,
    prices: order.prices,
    rates: joinedRates(order.rates, order.ledger.rates),
    oversold: 'report',
  };
  const analysis = analyseRun(runs ? runs.run(order.portfolioId, ledger) : runLedger(ledger), {
    scope: order.account,
    before: order.before,
    benchmark: order.benchmark?.series,
    fromDay: order.fromDay,
    toDay: order.toDay,
    riskFreeAnnual: order.riskFreeRate,
  });
  const unpriced = analysis.fromDay === null && leftOut.length > 0;
  const show = figureShow(unpriced);
  const { herfindahl, effectiveHoldings, largestWeight, topFiveShare, reason } = analysis.concentration;
  const total = analysis.summary.marketValue;
  const shown = readableNumbers({
    portfolio_id: order.portfolioId,
    as_of: formatDay(order.toDay),
    computed_at: order.computedAt,
    currency: order.currency,
    from: dayOrNull(analysis.fromDay ?? order.fromDay),
    to: formatDay(order.toDay),
    risk_free_rate: order.riskFreeRate,
    account: order.account,
    before: order.before,
    cash: analysis.cash.map(({ accountId, currency, balance, value }) => ({
      account_id: accountId === IN_TRANSIT ? null : accountId,
      currency,
      balance,
      value,
      weight: value === null || total === null || total <= 0 ? null : value / total,
    })),
    summary: toSummary(analysis.summary, unpriced),
    returns: toReturns(analysis.returns, show),
    risk: toRisk(analysis.risk, show),
    periods: toPeriods(analysis.periodReturns, show),
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
      reason: unpriced && reason !== null ? 'no_prices' : reason,
    },
    holdings: toHoldings(analysis, leftOut),
    series: [],
    benchmark: shownBenchmark(analysis, order.benchmark?.symbol),
    quality: {
      missing: [...order.missing],
      ...leftOutQuality(leftOut, analysis.quality),
      carried_forward_days: analysis.quality.carriedForwardDays,
      prices_as_of: dayOrNull(analysis.quality.pricesAsOfDay),
      suspected_splits: shownSplits(order),
      stale: analysis.quality.stale.map(({ symbol, priceDay }) => ({
        symbol,
        price_date: formatDay(priceDay),
      })),
      overdrawn: analysis.quality.overdrawn.map(({ accountId, currency, balance }) => ({
        account_id: accountId,
        currency,
        balance,
      })),
      rates: [...order.ratesUsed],
      sources: [...order.sources],
    },
    charts: chartLinks(order),
  });
  return { ...shown, series: shownSeries(analysis) };
}

/** Thousands of days, whose numbers are shown as they are made. */
function shownSeries({ series }: PortfolioAnalysis): Performance['series'] {
  const { days, values, invested, twrIndex } = series;
  return Array.from(days, (day, t) => ({
    date: formatDay(day),
    value: shownOrNull(values[t]!),
    invested: shownOrNull(invested[t]!),
    twr_index: shownOrNull(twrIndex[t]!),
  }));
}

function shownOrNull(value: number): number | null {
  return Number.isFinite(value) ? readableNumber(value) : null;
}

function shownSplits(order: PerformanceOrder): Performance['quality']['suspected_splits'] {
  const raw = new Set(
    order.sources.flatMap(({ symbol, adjustment }) => (adjustment === 'raw' ? [symbol] : [])),
  );
  const warnings = splitWarnings(
    order.ledger,
    order.ledger.lines,
    inPortfolioCurrency(order, order.currency),
    raw,
  );
  return warnings.map(({ symbol, day, ratio, seenIn }) => ({
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
