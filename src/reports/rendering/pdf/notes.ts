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
  quality: { missing, left_out, carried_forward_days, prices_as_of, suspected_splits, ...shown },
  currency,
}: Performance): string[] {
  const { stale, basis_unknown, overdrawn, unrated_lines } = shown;
  return [
    prices_as_of ? `Prices are closes up to ${prices_as_of}.` : 'There are no prices.',
    ...(carried_forward_days > 0
      ? [
          `On ${carried_forward_days} ${carried_forward_days === 1 ? 'day' : 'days'} a holding had no close of its own and its last one was carried forward.`,
        ]
      : []),
    ...[...symbolsByReason(missing)].map(([reason, symbols]) =>
      reason === 'no_exchange_rate'
        ? `No exchange rate is known for the prices of ${symbols.join(', ')}.`
        : `No prices for ${symbols.join(', ')}: ${reasonText(reason)}.`,
    ),
    ...(stale.length > 0
      ? [
          `Old prices are carried forward: ${stale.map(({ symbol, price_date }) => `${symbol} of ${price_date}`).join(', ')}.`,
        ]
      : []),
    ...(basis_unknown.length > 0
      ? [`What was paid is not known of ${basis_unknown.join(', ')}: gains that need it are left open.`]
      : []),
    ...(overdrawn.length > 0
      ? [
          `Cash is overdrawn: ${overdrawn.map((one) => `${asMoney(one.balance)} ${one.currency}`).join(', ')} in single accounts.`,
        ]
      : []),
    ...(unrated_lines.length > 0
      ? [
          `${unrated_lines.length === 1 ? 'A transaction has' : `${unrated_lines.length} transactions have`} no exchange rate of the day (${daysOf(unrated_lines)}): figures that need it are left open.`,
        ]
      : []),
    ...(suspected_splits.length > 0
      ? [
          `Prices of before and after a share split seem to meet in ${[...new Set(suspected_splits.map(({ symbol }) => symbol))].join(', ')}: figures of these take lots and closes as they are.`,
        ]
      : []),
    ...(left_out.symbols.length > 0
      ? [
          `Left out of every total for want of a price or a rate: ${left_out.symbols.join(', ')}${left_out.cost_basis === null ? '' : `, which cost ${asMoney(left_out.cost_basis)} ${currency}`}.`,
        ]
      : []),
  ];
}

/** The first and the last of their days. */
function daysOf(lines: Performance['quality']['unrated_lines']): string {
  const days = lines.map(({ date }) => date).sort();
  const [first, last] = [days[0]!, days.at(-1)!];
  return first === last ? first : `${first} to ${last}`;
}

function symbolsByReason(missing: Performance['quality']['missing']): Map<string, string[]> {
  const symbols = new Map<string, string[]>();
  for (const { symbol, reason } of missing) symbols.set(reason, [...(symbols.get(reason) ?? []), symbol]);
  return symbols;
}
