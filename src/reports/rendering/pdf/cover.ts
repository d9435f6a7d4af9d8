import type { Content, TableCell } from 'pdfmake';
import type { Performance } from '../../../portfolio/performance/computing/compute-performance';
import { unknownWorth } from '../../../portfolio/performance/unknown-worth';
import type { ReportContent } from '../report-content';
import { inFonts } from './fonts';
import { asMoment, asMoney, asSignedMoney, asSignedPercent } from './format';
import { reasonText } from '../wording';
import { colourOf, CONTENT_WIDTH, TILES, widthOf } from './look';

/** The cover line and, below, what one looks for first. */
export function cover(content: ReportContent): Content[] {
  const { title, type, prepared_for, generated_at, performance } = content;
  const { from, to, currency } = performance;
  const window = type === 'performance' && from ? `${from} to ${to}` : `as of ${to}`;
  return [
    { text: inFonts(title), style: 'title' },
    {
      text: `${type === 'performance' ? 'Performance' : 'Holdings'} report, ${window}, in ${currency}`,
      style: 'subtitle',
      margin: [0, 4, 0, 0],
    },
    {
      text: ['Prepared for ', ...inFonts(prepared_for), ` on ${asMoment(generated_at)}`],
      style: 'subtitle',
      margin: [0, 2, 0, 14],
    },
    tiles(content),
  ];
}

function tiles({ performance, type }: ReportContent): Content {
  const { summary, returns } = performance;
  const { market_value, cost_basis, unrealised_pnl, unrealised_pnl_percent } = summary;
  const { day_change, day_change_percent } = summary;
  const { value, reason } = returns.time_weighted;
  const tiles: Tile[] = [
    {
      label: 'Market value',
      value: asMoney(market_value),
      below: market_value === null ? whyUnknown(performance) : `cost ${asMoney(cost_basis)}`,
    },
    {
      label: 'Unrealised P&L',
      value: asSignedMoney(unrealised_pnl),
      below: unrealised_pnl === null ? whyNoGain(performance) : asSignedPercent(unrealised_pnl_percent),
    },
    {
      label: 'Day change',
      value: asSignedMoney(day_change),
      below: day_change === null ? whyUnknown(performance) : asSignedPercent(day_change_percent),
    },
    ...(type === 'performance'
      ? [
          {
            label: 'Time-weighted return',
            value: asSignedPercent(value),
            below: reason ? reasonText(reason) : 'over the window',
          },
        ]
      : []),
  ];
  const room = CONTENT_WIDTH / tiles.length - BESIDE;
  return {
    table: { widths: tiles.map(() => '*'), body: [tiles.map((tile) => cell(tile, room))] },
    layout: TILES,
  };
}

interface Tile {
  label: string;
  /** coloured as a gain or a loss where it has a sign */
  value: string;
  below: string;
}

/** Paddings and gap of a tile. */
const BESIDE = 22;

/** Of a value, or of one of the day before, which only a rate can lack. */
const whyUnknown = (performance: Performance) => reasonText(unknownWorth(performance) ?? 'no_exchange_rate');

const whyNoGain = (performance: Performance) =>
  performance.quality.basis_unknown.length > 0 ? reasonText('basis_unknown') : whyUnknown(performance);

/** The largest size at which the value stays on its line. */
function cell({ label, value, below }: Tile, room: number): TableCell {
  const fontSize = Math.min(15, 15 * (room / widthOf(value, 15)));
  return {
    stack: [
      { text: label, style: 'label' },
      { text: value, style: 'big', fontSize, color: colourOf(value), margin: [0, 2, 0, 2] },
      { text: below, style: 'label' },
    ],
  };
}
