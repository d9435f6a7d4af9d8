import { figure, undefinedFigure } from '../../figure';
import type { Figure, Reason } from '../../figure';
import type { DayReturn } from '../../returns/period-returns';
import type { DatedFlow } from '../../returns/flows';
import { modifiedDietz } from '../../returns/modified-dietz';
import { moneyWeightedReturn } from '../../returns/money-weighted';
import { annualised, growthIndex } from '../../returns/time-weighted';
import type { LedgerColumns } from '../columns/ledger-columns';

const TIME_WEIGHTED = 'time_weighted_daily';
const SIMPLE = 'value_over_invested';

/** Daily returns; NaN where one is undefined, and then the first reason. */
export interface DailyReturns {
  readonly returns: Float64Array;
  readonly reason: Reason | null;
}

/**
 * True time-weighted daily returns: r[t] = B[t] / V[t-1] x (V[t] + OUT[t]) / (B[t] + IN[t]) - 1. What was held is valued
 * just before money comes in; what leaves, leaves at what was got for it.
 * Source: CFA Institute, GIPS Standards Handbook, time-weighted return with valuation at each external cash flow.
 */
export function dailyReturnsOf(columns: LedgerColumns): DailyReturns {
  const { values, openingValue } = columns;
  const returns = new Float64Array(values.length);
  let reason: Reason | null = null;
  let previous = openingValue;
  for (let t = 0; t < values.length; t++) {
    returns[t] = returnOf(columns, t, previous);
    if (Number.isNaN(returns[t]!)) reason ??= reasonAt(columns, t, previous);
    previous = values[t]!;
  }
  return { returns, reason };
}

/** The return of the last day alone, from the value on the day before it. */
export function lastDayReturn(columns: LedgerColumns): DayReturn {
  const last = columns.days.length - 1;
  const value = returnOf(columns, last, columns.eveValue);
  return { value, reason: Number.isNaN(value) ? reasonAt(columns, last, columns.eveValue) : null };
}

function returnOf(
  { values, held, inflows, outflows, costInflows }: LedgerColumns,
  t: number,
  previous: number,
): number {
  const [value, before, incoming, outgoing] = [values[t]!, held[t]!, inflows[t]!, outflows[t]!];
  const onlyCosts = incoming === costInflows[t]!;
  if (previous === 0) {
    if (incoming === 0 || (value === 0 && onlyCosts)) return Number.isNaN(value + outgoing) ? NaN : 0;
    return (value + outgoing) / incoming - 1;
  }
  if (previous < 0 || before < 0 || before + incoming < 0) return NaN;
  // Without a flow one division is exact where the product of two is not.
  if (incoming === 0 && value + outgoing === before) return before / previous - 1;
  if (before + incoming === 0) return (value + outgoing) / previous - 1;
  return ((before / previous) * (value + outgoing)) / (before + incoming) - 1;
}

function reasonAt({ values, held, inflows, outflows }: LedgerColumns, t: number, previous: number): Reason {
  const isKnown = ![previous, values[t]!, held[t]!, inflows[t]!, outflows[t]!].some(Number.isNaN);
  return isKnown ? 'negative_capital' : 'no_exchange_rate';
}

/** The return of a window told in five ways. */
export interface LedgerReturns {
  readonly timeWeighted: Figure;
  /** Undefined below 365 days. */
  readonly timeWeightedAnnualised: Figure;
  /** XIRR of -IN, +OUT by day and the value at the end. */
  readonly moneyWeighted: Figure;
  readonly modifiedDietz: Figure;
  /** (V_end + OUT - V_start - IN) / (V_start + IN). */
  readonly simple: Figure;
}

/** Returns of columns; @param index growth index of their daily returns, NaN from the first undefined one */
export function ledgerReturns(columns: LedgerColumns, { returns, reason }: DailyReturns): LedgerReturns {
  const { days, values, inflows, outflows, openingDay, openingValue } = columns;
  const toDay = days[days.length - 1]!;
  const value = values[values.length - 1]!;
  const flows: DatedFlow[] = [];
  let [incoming, outgoing] = [0, 0];
  days.forEach((day, t) => {
    incoming += inflows[t]!;
    outgoing += outflows[t]!;
    if (inflows[t] !== 0 || outflows[t] !== 0) flows.push({ day, amount: inflows[t]! - outflows[t]! });
  });
  const timeWeighted =
    reason === null
      ? figure(growthIndex(returns).at(-1)! - 1, TIME_WEIGHTED)
      : undefinedFigure(TIME_WEIGHTED, reason);
  const unknown = Number.isNaN(value + openingValue + incoming + outgoing);
  if (unknown) {
    return {
      timeWeighted,
      timeWeightedAnnualised: annualised(timeWeighted, toDay - openingDay),
      moneyWeighted: undefinedFigure('xirr_actual_365', 'no_exchange_rate'),
      modifiedDietz: undefinedFigure('modified_dietz', 'no_exchange_rate'),
      simple: undefinedFigure(SIMPLE, 'no_exchange_rate'),
    };
  }
  const invested = openingValue + incoming;
  return {
    timeWeighted,
    timeWeightedAnnualised: annualised(timeWeighted, toDay - openingDay),
    moneyWeighted: moneyWeightedReturn([
      { day: openingDay, amount: -openingValue },
      ...flows.map(({ day, amount }) => ({ day, amount: -amount })),
      { day: toDay, amount: value },
    ]),
    modifiedDietz: modifiedDietz(openingDay, openingValue, toDay, value, flows),
    simple:
      invested > 0
        ? figure((value + outgoing - invested) / invested, SIMPLE)
        : undefinedFigure(SIMPLE, 'zero_cost'),
  };
}

/** The returns where there are none, for `reason`. */
export function ledgerReturnsWithout(reason: Reason): LedgerReturns {
  return {
    timeWeighted: undefinedFigure(TIME_WEIGHTED, reason),
    timeWeightedAnnualised: undefinedFigure(`${TIME_WEIGHTED}_annualised`, reason),
    moneyWeighted: undefinedFigure('xirr_actual_365', reason),
    modifiedDietz: undefinedFigure('modified_dietz', reason),
    simple: undefinedFigure(SIMPLE, reason),
  };
}
