import { figure, undefinedFigure } from '../figure';
import type { Figure } from '../figure';
import type { DatedFlow } from './flows';

const METHOD = 'modified_dietz';

/**
 * Modified Dietz return, for stretches without daily prices: (V1 - V0 - sum F) / (V0 + sum w F), w the share of the
 * period's days after the flow's (a flow comes in at the end of its day). Not annualised.
 * Source: Peter Dietz, "Pension Funds: Measuring Investment Performance" (1966), with day weights.
 *
 * @param flows within the period, > 0 paid in; one on `startDay` is at work over all of it
 */
export function modifiedDietz(
  startDay: number,
  startValue: number,
  endDay: number,
  endValue: number,
  flows: readonly DatedFlow[],
): Figure {
  let paidIn = 0;
  let capital = startValue;
  for (const { day, amount } of flows) {
    paidIn += amount;
    if (endDay > startDay) capital += (amount * (endDay - day)) / (endDay - startDay);
  }
  // With nothing at work over the period the ratio says nothing, whatever was gained.
  if (capital <= 0) return undefinedFigure(METHOD, 'zero_capital');
  return figure((endValue - startValue - paidIn) / capital, METHOD);
}
