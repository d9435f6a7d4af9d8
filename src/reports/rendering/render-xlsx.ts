import writeXlsxFile, { Cell, Row, Sheet } from 'write-excel-file/node';
import { figureRows, unitOf } from './figure-rows';
import { cashRows, HOLDING_COLUMNS, ReportedHolding } from './holding-columns';
import type { ReportContent } from './report-content';
import { reasonText } from './wording';
import { withFixedTimes } from './zip-times';

type Workbook = Parameters<typeof writeXlsxFile>[0];
type ReportSheet = Sheet<never>;

const MONEY = '#,##0.00';
const PERCENT = '0.00%';
const FIGURES = { money: MONEY, fraction: PERCENT, ratio: '0.00' };
const SHARES: (keyof ReportedHolding)[] = [
  'weight',
  'unrealised_pnl_percent',
  'day_change_percent',
  'contribution',
];
const PRICES: (keyof ReportedHolding)[] = ['average_price', 'price'];

/**
 * A workbook, the same bytes whenever the content is the same; every text is a text cell, which no spreadsheet takes for a
 * formula.
 */
export async function renderXlsx(content: ReportContent): Promise<Uint8Array> {
  const sheets =
    content.type === 'holdings'
      ? [holdingsSheet(content), aboutSheet(content)]
      : [figuresSheet(content), holdingsSheet(content), seriesSheet(content), aboutSheet(content)];
  const bytes = await writeXlsxFile(sheets as unknown as Workbook).toBuffer();
  return withFixedTimes(bytes, new Date(content.generated_at));
}

function figuresSheet({ performance }: ReportContent): ReportSheet {
  const rows = figureRows(performance).map((figure): Row => [
    text(figure.section),
    text(figure.name),
    number(figure.value, FIGURES[unitOf(figure)]),
    text(figure.method),
    text(figure.reason && reasonText(figure.reason)),
  ]);
  return table(
    'Figures',
    ['section', 'figure', 'value', 'method', 'why there is no value'],
    rows,
    [14, 28, 16, 32, 60],
  );
}

function holdingsSheet({ performance }: ReportContent): ReportSheet {
  const rows = [...performance.holdings, ...cashRows(performance)].map((holding) =>
    HOLDING_COLUMNS.map((column): Cell => {
      if (column === 'symbol') return text(holding.symbol);
      if (column === 'price_date') return dayCell(holding.price_date);
      return number(holding[column], formatOf(column, holding[column]));
    }),
  );
  return table('Holdings', [...HOLDING_COLUMNS], rows, [12, ...HOLDING_COLUMNS.slice(1).map(() => 18)]);
}

function formatOf(column: keyof ReportedHolding, value: number | null): string {
  if (SHARES.includes(column)) return PERCENT;
  // Places that only some numbers need would leave the others a bare point.
  if (column === 'quantity') return Number.isInteger(value) ? '#,##0' : '#,##0.########';
  return PRICES.includes(column) && Number(value) < 1 ? '0.00######' : MONEY;
}

function seriesSheet({ performance: { series, benchmark } }: ReportContent): ReportSheet {
  const heads = [
    'date',
    'value',
    'invested',
    'twr_index',
    ...(benchmark ? [`index of ${benchmark.symbol}`] : []),
  ];
  const rows = series.map(({ date, value, invested, twr_index }, day): Row => [
    dayCell(date),
    number(value, MONEY),
    number(invested, MONEY),
    number(twr_index, '0.000000'),
    ...(benchmark ? [number(benchmark.index[day] ?? null, '0.000000')] : []),
  ]);
  return table(
    'Series',
    heads,
    rows,
    heads.map(() => 16),
  );
}

function aboutSheet({ title, prepared_for, generated_at, performance }: ReportContent): ReportSheet {
  const rows: Row[] = [
    [text('portfolio'), text(title)],
    [text('prepared for'), text(prepared_for)],
    [text('generated at'), text(generated_at)],
    [text('currency'), text(performance.currency)],
    [text('from'), dayCell(performance.from)],
    [text('to'), dayCell(performance.to)],
    [text('prices as of'), dayCell(performance.quality.prices_as_of)],
    ...performance.quality.missing.map(({ symbol, reason }): Row => [
      text(`no prices for ${symbol}`),
      text(reasonText(reason)),
    ]),
  ];
  return table('About', ['what', 'is'], rows, [24, 60]);
}

function table(name: string, heads: string[], rows: Row[], widths: number[]): ReportSheet {
  return {
    sheet: name,
    data: [heads.map((value) => ({ value, type: String, fontWeight: 'bold' as const })), ...rows],
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  };
}

const text = (value: string | null): Cell => (value === null ? null : { value, type: String });
const dayCell = (value: string | null): Cell =>
  value === null
    ? null
    : { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', align: 'left' };
const number = (value: number | null, format: string): Cell =>
  value === null ? null : { value, type: Number, format };
