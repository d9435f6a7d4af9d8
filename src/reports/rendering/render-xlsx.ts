import writeXlsxFile, { Cell, Row, Sheet } from 'write-excel-file/node';
import { figureRows } from './figure-rows';
import { HOLDING_COLUMNS } from './holding-columns';
import type { ReportContent } from './report-content';
import { reasonText } from './wording';

type Workbook = Parameters<typeof writeXlsxFile>[0];
type ReportSheet = Sheet<never>;

const FORMATS: Partial<Record<string, string>> = {
  weight: '0.00%',
  unrealised_pnl_percent: '0.00%',
  day_change_percent: '0.00%',
  contribution: '0.00%',
  quantity: '#,##0.########',
};
const MONEY = '#,##0.00';

/** A workbook; every text is a text cell, which no spreadsheet takes for a formula. */
export async function renderXlsx(content: ReportContent): Promise<Uint8Array> {
  const sheets =
    content.type === 'holdings'
      ? [holdingsSheet(content), aboutSheet(content)]
      : [figuresSheet(content), holdingsSheet(content), seriesSheet(content), aboutSheet(content)];
  return writeXlsxFile(sheets as unknown as Workbook).toBuffer();
}

function figuresSheet({ performance }: ReportContent): ReportSheet {
  const rows = figureRows(performance).map(({ section, name, value, method, reason }): Row => [
    text(section),
    text(name),
    number(value, section === 'summary' && !name.endsWith('_percent') ? MONEY : '0.0000'),
    text(method),
    text(reason && reasonText(reason)),
  ]);
  return table(
    'Figures',
    ['section', 'figure', 'value', 'method', 'why there is no value'],
    rows,
    [14, 28, 16, 32, 60],
  );
}

function holdingsSheet({ performance }: ReportContent): ReportSheet {
  const rows = performance.holdings.map((holding) =>
    HOLDING_COLUMNS.map((column): Cell => {
      const value = holding[column];
      return typeof value === 'number' ? number(value, FORMATS[column] ?? MONEY) : text(value);
    }),
  );
  return table('Holdings', [...HOLDING_COLUMNS], rows, [12, ...HOLDING_COLUMNS.slice(1).map(() => 18)]);
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
    { value: new Date(`${date}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' },
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
  const rows: [string, string][] = [
    ['portfolio', title],
    ['prepared for', prepared_for],
    ['generated at', generated_at],
    ['currency', performance.currency],
    ['from', performance.from ?? ''],
    ['to', performance.to],
    ['prices as of', performance.quality.prices_as_of ?? ''],
    ...performance.quality.missing.map(({ symbol, reason }): [string, string] => [
      `no prices for ${symbol}`,
      reasonText(reason),
    ]),
  ];
  return table(
    'About',
    ['what', 'is'],
    rows.map((row) => row.map(text)),
    [24, 60],
  );
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
const number = (value: number | null, format: string): Cell =>
  value === null ? null : { value, type: Number, format };
