import { allocationOf, concentrationOf } from './allocation';
import type { Allocation, Concentration } from './allocation';
import { ledgerColumns } from '../ledger/columns/ledger-columns';
import type { LedgerColumns } from '../ledger/columns/ledger-columns';
import { cashBalances } from '../ledger/figures/cash-balances';
import type { CashBalance } from '../ledger/figures/cash-balances';
import type { Before } from '../ledger/plan/market';
import type { LedgerInput } from '../ledger/plan/plan';
import { priceQuality } from '../ledger/figures/price-quality';
import type { PriceQuality } from '../ledger/figures/price-quality';
import { runLedger } from '../ledger/run-ledger';
import type { LedgerRun } from '../ledger/run-ledger';
import type { Scope } from '../ledger/model/scope';
import { positionsOf } from './positions';
import type { PositionFigures, Totals } from './positions';
import { analyseWindow, emptyWindow } from './window-analysis';
import type { MarketAssumptions, WindowAnalysis } from './window-analysis';

/** A ledger, and what is asked of it. Closes reach back before `fromDay`, so that the window finds those it opens with. */
export interface AnalysisInput extends LedgerInput, MarketAssumptions {
  /** One account, or null for the whole portfolio, which is also meant where it is left out. */
  readonly scope?: Scope;
  /** Charges that are taken as not charged. */
  readonly before?: Before;
  /** First day of the window; null, or a day before the first line, means the first line. */
  readonly fromDay: number | null;
}

/**
 * Everything known about a portfolio over a window. Fractions, not percent; losses are negative. Only `series` can hold
 * NaN; every other number is finite or null.
 */
export interface PortfolioAnalysis extends WindowAnalysis {
  readonly toDay: number;
  /** As of `toDay`, against what was paid: independent of the window's start. */
  readonly summary: Totals;
  /** By symbol. */
  readonly holdings: readonly PositionFigures[];
  /** Tracked cash, by account and currency. */
  readonly cash: readonly CashBalance[];
  /** Largest first. */
  readonly allocation: readonly Allocation[];
  readonly concentration: Concentration;
  readonly quality: PriceQuality;
}

/**
 * Analyses a ledger over the window [fromDay, toDay]. What is held before `fromDay` enters at its value on the day before;
 * thus windows that follow each other compound to the whole.
 *
 * @throws RangeError if `fromDay` is after `toDay`
 * @throws LedgerError for the first line that cannot stand
 */
export function analysePortfolio(input: AnalysisInput): PortfolioAnalysis {
  return analyseRun(runLedger(input), input);
}

/** As `analysePortfolio`, of a ledger that has been run to `toDay` already. */
export function analyseRun(
  run: LedgerRun,
  input: MarketAssumptions & Pick<AnalysisInput, 'scope' | 'before' | 'fromDay' | 'toDay'>,
): PortfolioAnalysis {
  const { scope = null, before = null, fromDay, toDay } = input;
  if (fromDay !== null && fromDay > toDay) throw new RangeError('fromDay is after toDay');
  const columns = ledgerColumns(run.log, run.market, { scope, fromDay, toDay, before });
  const { positions, totals } = positionsOf(run, scope, columns, toDay);
  return {
    ...(columns ? analyseWindow(columns, firstDayOf(columns, fromDay), input) : emptyWindow()),
    toDay,
    summary: totals,
    holdings: positions,
    cash: cashBalances(run, scope, toDay),
    allocation: allocationOf(positions),
    concentration: concentrationOf(positions),
    quality: priceQuality(run, scope, toDay, columns?.carriedForwardDays ?? 0),
  };
}

/** A window that opens the ledger begins with its first line. */
function firstDayOf({ days, openingDay }: LedgerColumns, fromDay: number | null): number {
  return fromDay === null || days[0] === openingDay ? Math.max(openingDay, fromDay ?? openingDay) : fromDay;
}
