import type { Content } from 'pdfmake';
import type { ReportContent } from '../report-content';
import { asMoment, asMoney, asSignedMoney, asSignedPercent } from './format';
import { reasonText } from '../wording';
import { colourOf, INK, TILES } from './look';

/** The cover line and, below, what one looks for first. */
export function cover(content: ReportContent): Content[] {
  const { title, type, prepared_for, generated_at, performance } = content;
  const { from, to, currency } = performance;
  const window = type === 'performance' && from ? `${from} to ${to}` : `as of ${to}`;
  return [
    { text: breakable(title), style: 'title' },
    {
      text: `${type === 'performance' ? 'Performance' : 'Holdings'} report, ${window}, in ${currency}`,
      style: 'subtitle',
      margin: [0, 4, 0, 0],
    },
    {
      text: `Prepared for ${breakable(prepared_for)} on ${asMoment(generated_at)}`,
      style: 'subtitle',
      margin: [0, 2, 0, 14],
    },
    tiles(content),
  ];
}

function tiles({ performance: { summary, returns }, type }: ReportContent): Content {
  const { market_value, cost_basis, unrealised_pnl, unrealised_pnl_percent } = summary;
  const { day_change, day_change_percent } = summary;
  const { value, reason } = returns.time_weighted;
  const shown = [
    tile(
      'Market value',
      asMoney(market_value),
      market_value === null ? UNPRICED : `cost ${asMoney(cost_basis)}`,
    ),
    changeTile(
      'Unrealised P&L',
      asSignedMoney(unrealised_pnl),
      percentBelow(unrealised_pnl, unrealised_pnl_percent),
    ),
    changeTile('Day change', asSignedMoney(day_change), percentBelow(day_change, day_change_percent)),
    ...(type === 'performance'
      ? [
          changeTile(
            'Time-weighted return',
            asSignedPercent(value),
            reason ? reasonText(reason) : 'over the window',
          ),
        ]
      : []),
  ];
  return { table: { widths: shown.map(() => '*'), body: [shown] }, layout: TILES };
}

const UNPRICED = 'no prices';

const percentBelow = (amount: number | null, percent: number | null) =>
  amount === null ? UNPRICED : asSignedPercent(percent);

const changeTile = (label: string, value: string, below: string) =>
  tile(label, value, below, colourOf(value));

function tile(label: string, value: string, below: string, color = INK): Content {
  return {
    stack: [
      { text: label, style: 'label' },
      { text: value, style: 'big', fontSize: value.length > 14 ? 11 : 15, color, margin: [0, 2, 0, 2] },
      { text: below, style: 'label' },
    ],
  };
}

/** Lets a word of a hundred letters break instead of running off the page. */
function breakable(text: string): string {
  return text.replace(/\S{30}(?=\S)/gu, '$&\u200b');
}
