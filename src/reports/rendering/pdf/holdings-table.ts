import type { Content, TableCell } from 'pdfmake';
import { cashRows, ReportedHolding } from '../holding-columns';
import type { ReportContent } from '../report-content';
import { asMoney, asPercent, asPrice, asQuantity, asSignedMoney, asSignedPercent } from './format';
import { colourOf, CONTENT_WIDTH, ROWS, SHADE, widthOf } from './look';

interface Column {
  head: string;
  show: (holding: ReportedHolding) => string;
  /** whether a gain is green and a loss red */
  isChange?: boolean;
}

const COLUMNS: Column[] = [
  { head: 'Quantity', show: ({ quantity }) => asQuantity(quantity) },
  { head: 'Average price', show: ({ average_price }) => asPrice(average_price) },
  { head: 'Price', show: ({ price }) => asPrice(price) },
  { head: 'Market value', show: ({ market_value }) => asMoney(market_value) },
  { head: 'Weight', show: ({ weight }) => asPercent(weight) },
  { head: 'Unrealised P&L', show: ({ unrealised_pnl }) => asSignedMoney(unrealised_pnl), isChange: true },
  {
    head: 'P&L %',
    show: ({ unrealised_pnl_percent }) => asSignedPercent(unrealised_pnl_percent),
    isChange: true,
  },
  { head: 'Day change', show: ({ day_change }) => asSignedMoney(day_change), isChange: true },
];

const FONT_SIZES = [7.5, 7, 6.5, 6, 5.5, 5];
const SMALLEST = 4.5;
const HEAD_SIZE = 8;
const PADDING = 8;

/** All holdings, then cash, over as many pages as they take, each page with the column heads. */
export function holdingsTable({ performance }: ReportContent): Content[] {
  const { holdings, as_of } = performance;
  const rows = [...holdings.toSorted(bySize), ...cashRows(performance)];
  if (rows.length === 0) {
    return [
      { text: 'Holdings', style: 'heading' },
      { text: `Nothing was held on ${as_of}.`, style: 'note' },
    ];
  }
  const heads: TableCell[] = [
    { text: 'Symbol', style: 'head' },
    ...COLUMNS.map(({ head }): TableCell => ({ text: head, style: 'head', alignment: 'right' })),
  ];
  return [
    { text: 'Holdings', style: 'heading' },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        keepWithHeaderRows: 1,
        widths: ['*', ...COLUMNS.map(() => 'auto')],
        body: [heads, ...rows.map(row)],
      },
      layout: { ...ROWS, fillColor: (line: number) => (line > 0 && line % 2 === 0 ? SHADE : null) },
      fontSize: fontSizeFor(rows),
    },
  ];
}

/** As large as the longest texts of all columns side by side allow. */
function fontSizeFor(rows: ReportedHolding[]): number {
  const columns = [{ head: 'Symbol', show: ({ symbol }: ReportedHolding) => symbol }, ...COLUMNS];
  const longest = columns.map(({ show }) =>
    rows.map(show).reduce((one, other) => (other.length > one.length ? other : one)),
  );
  const width = (size: number) =>
    columns.reduce(
      (sum, { head }, index) =>
        sum + PADDING + Math.max(widthOf(head, HEAD_SIZE), widthOf(longest[index] ?? '', size)),
      0,
    );
  return FONT_SIZES.find((size) => width(size) <= CONTENT_WIDTH) ?? SMALLEST;
}

/** Largest first; what has no price stands last. */
const bySize = (a: ReportedHolding, b: ReportedHolding) => (b.market_value ?? -1) - (a.market_value ?? -1);

function row(holding: ReportedHolding): TableCell[] {
  return [
    { text: holding.symbol, bold: true, noWrap: true },
    ...COLUMNS.map(({ show, isChange }): TableCell => {
      const text = show(holding);
      return { text, alignment: 'right', noWrap: true, color: isChange ? colourOf(text) : undefined };
    }),
  ];
}
