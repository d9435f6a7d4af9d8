import type { Content } from 'pdfmake';
import type { Performance } from '../../../portfolio/performance/computing/compute-performance';
import type { ReportContent } from '../report-content';
import { reasonText } from '../wording';
import { hasBoxes } from './fonts';
import { asMoney, asPercent } from './format';

const BOXES =
  'Boxes stand for letters that the fonts of this document lack; the CSV, JSON and XLSX reports have them all.';

/** Letters that surely fit on one page. */
const MOST_KEPT_TOGETHER = 3_000;

/** How the figures came about and how good the prices behind them are. */
export function notes({ type, title, prepared_for, performance }: ReportContent): Content[] {
  const said = [
    ...(type === 'performance' ? methods(performance) : []),
    ...quality(performance),
    ...(hasBoxes(title + prepared_for) ? [BOXES] : []),
  ];
  const list: Content[] = [
    { text: 'Notes', style: 'heading' },
    { ul: said, style: 'note' },
  ];
  return said.join().length < MOST_KEPT_TOGETHER ? [{ stack: list, unbreakable: true }] : list;
}

function methods({ risk_free_rate, from, risk: { periods_per_year } }: Performance): string[] {
  return [
    `The window opens ${from ? `on ${from}` : 'with the first purchase'}: lots bought before enter at their value on the last close before it, lots bought inside are flows on their day.`,
    'Time-weighted return chains the daily returns and leaves out the effect of when money was put in; it is annualised only over a year or more.',
    'Money-weighted return is the yearly rate that makes all flows and the final value balance (actual days over 365).',
    'Simple return is the gain over what was put in; Modified Dietz weighs each flow by the time it was at work.',
    `Volatility, downside deviation, Sharpe and Sortino are annualised${periods_per_year === null ? '' : ` over ${Number(periods_per_year.toFixed(2))} returns a year`}; the risk-free rate is ${asPercent(risk_free_rate)} a year.`,
    'Value at risk is the historical 5 % quantile of the daily returns. Losses, drawdowns and value at risk are negative.',
  ];
}

function quality({
  quality: { missing, left_out, carried_forward_days, prices_as_of, suspected_splits },
  currency,
}: Performance) {
  return [
    prices_as_of ? `Prices are closes up to ${prices_as_of}.` : 'There are no prices.',
    ...(carried_forward_days > 0
      ? [
          `On ${carried_forward_days} ${carried_forward_days === 1 ? 'day' : 'days'} a holding had no close of its own and its last one was carried forward.`,
        ]
      : []),
    ...[...symbolsByReason(missing)].map(
      ([reason, symbols]) => `No prices for ${symbols.join(', ')}: ${reasonText(reason)}.`,
    ),
    ...(suspected_splits.length > 0
      ? [
          `Prices of before and after a share split seem to meet in ${[...new Set(suspected_splits.map(({ symbol }) => symbol))].join(', ')}: figures of these take lots and closes as they are.`,
        ]
      : []),
    ...(left_out.symbols.length > 0
      ? [
          `Left out of every total for want of a price: ${left_out.symbols.join(', ')}, which cost ${asMoney(left_out.cost_basis)} ${currency}.`,
        ]
      : []),
  ];
}

function symbolsByReason(missing: Performance['quality']['missing']): Map<string, string[]> {
  const symbols = new Map<string, string[]>();
  for (const { symbol, reason } of missing) symbols.set(reason, [...(symbols.get(reason) ?? []), symbol]);
  return symbols;
}
