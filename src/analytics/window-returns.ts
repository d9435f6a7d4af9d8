import { figure, undefinedFigure } from './figure';
import type { Figure, Reason } from './figure';
import type { DatedFlow } from './flows';
import { modifiedDietz } from './modified-dietz';
import { moneyWeightedReturn } from './money-weighted';
import { annualised, timeWeightedReturn } from './time-weighted';
import type { Window } from './window';

/** The return of a window told in five ways. */
export interface WindowReturns {
  /** Of the investments, whatever money came when; not annualised. */
  readonly timeWeighted: Figure;
  /** Undefined below 365 days. */
  readonly timeWeightedAnnualised: Figure;
  /** Of the investor's money, a yearly rate. */
  readonly moneyWeighted: Figure;
  /** Of the money at work on average; needs no daily prices, so it tells whether doubtful ones moved the others. */
  readonly modifiedDietz: Figure;
  /** Value / money put in - 1. */
  readonly simple: Figure;
}

const SIMPLE = 'value_over_invested';

/** @param index growth index of the window's daily returns */
export function returnsOver({ openingDay, toDay, valuation }: Window, index: Float64Array): WindowReturns {
  const { days, values, flows, openingValue } = valuation;
  const value = values[values.length - 1]!;
  const purchases: DatedFlow[] = [];
  flows.forEach((amount, t) => {
    if (amount > 0) purchases.push({ day: days[t]!, amount });
  });
  const invested = purchases.reduce((sum, { amount }) => sum + amount, openingValue);
  const timeWeighted = timeWeightedReturn(index);
  return {
    timeWeighted,
    timeWeightedAnnualised: annualised(timeWeighted, toDay - openingDay),
    moneyWeighted: moneyWeightedReturn([
      { day: openingDay, amount: -openingValue },
      ...purchases.map(({ day, amount }) => ({ day, amount: -amount })),
      { day: toDay, amount: value },
    ]),
    modifiedDietz: modifiedDietz(openingDay, openingValue, toDay, value, purchases),
    simple: invested > 0 ? figure(value / invested - 1, SIMPLE) : undefinedFigure(SIMPLE, 'zero_cost'),
  };
}

/** The returns where there are none, for `reason`. */
export function returnsWithout(reason: Reason): WindowReturns {
  return {
    timeWeighted: undefinedFigure('time_weighted_daily', reason),
    timeWeightedAnnualised: undefinedFigure('time_weighted_daily_annualised', reason),
    moneyWeighted: undefinedFigure('xirr_actual_365', reason),
    modifiedDietz: undefinedFigure('modified_dietz', reason),
    simple: undefinedFigure(SIMPLE, reason),
  };
}
