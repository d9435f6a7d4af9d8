import { stringify } from 'csv-stringify/sync';
import writeXlsxFile, { Cell, Row, Sheet } from 'write-excel-file/node';
import { readableNumbers } from '../../common/numbers/readable-number';
import type { ReportFormat } from '../report';
import { harmless } from './harmless';
import { renderStatementPdf } from './pdf/render-statement-pdf';
import type { StatementContent } from './report-content';
import { ColumnKind, StatementCell, statementTable, StatementTable } from './statement-table';
import { withFixedTimes } from './zip-times';

type Renderer = (content: StatementContent, table: StatementTable) => Uint8Array | Promise<Uint8Array>;

const RENDERERS: Record<ReportFormat, Renderer> = {
  json: statementJson,
  csv: statementCsv,
  xlsx: statementXlsx,
  pdf: renderStatementPdf,
};

/** The bytes of a statement's file: the same bytes whenever the content is the same. */
export async function renderStatement(content: StatementContent): Promise<Uint8Array> {
  return RENDERERS[content.format](content, readableNumbers(statementTable(content.type, content.statement)));
}

function statementJson(
  { type, from, to, statement }: StatementContent,
  { totals }: StatementTable,
): Uint8Array {
  const { portfolio_id, title, prepared_for, generated_at, base_currency, accounts } = statement;
  const items = {
    realised_gains: statement.realised,
    income: statement.income,
    transactions: statement.transactions,
  };
  const about = { type, portfolio_id, title, prepared_for, generated_at, base_currency, from, to, accounts };
  const sums = Object.fromEntries(totals.map(({ name, value }) => [name, value]));
  return Buffer.from(JSON.stringify({ ...about, totals: sums, items: items[type] }));
}

function statementCsv(_: StatementContent, { columns, rows }: StatementTable): Uint8Array {
  const table = [columns.map(({ name }) => name), ...rows.map((row) => row.map((cell) => harmless(cell)))];
  return Buffer.from(stringify(table, { record_delimiter: 'windows' }));
}

const NUMBERS: Record<ColumnKind, string> = {
  text: '',
  day: '',
  quantity: '#,##0.########',
  money: '#,##0.00',
};
const WIDTHS: Record<ColumnKind, number> = { text: 16, day: 12, quantity: 14, money: 16 };

async function statementXlsx({ statement }: StatementContent, table: StatementTable): Promise<Uint8Array> {
  const { columns, rows, totals } = table;
  const heads: Row = columns.map(({ name }) => ({ value: name, type: String, fontWeight: 'bold' as const }));
  const cells = rows.map((row): Row => row.map((value, at) => cellOf(value, columns[at]!.kind)));
  const sums = totals.map(({ name, value }): Row => [cellOf(name, 'text'), cellOf(value, 'money')]);
  const sheet: Sheet<never> = {
    sheet: 'Statement',
    data: [heads, ...cells],
    columns: columns.map(({ kind }) => ({ width: WIDTHS[kind] })),
    stickyRowsCount: 1,
  };
  const about: Sheet<never> = {
    sheet: 'About',
    data: [
      [cellOf('portfolio', 'text'), cellOf(statement.title, 'text')],
      [cellOf('prepared for', 'text'), cellOf(statement.prepared_for, 'text')],
      [cellOf('base currency', 'text'), cellOf(statement.base_currency, 'text')],
      ...sums,
    ],
    columns: [{ width: 28 }, { width: 24 }],
  };
  const workbook = [sheet, about] as unknown as Parameters<typeof writeXlsxFile>[0];
  const bytes = await writeXlsxFile(workbook).toBuffer();
  return withFixedTimes(bytes, new Date(statement.generated_at));
}

function cellOf(value: StatementCell, kind: ColumnKind): Cell {
  if (value === null) return null;
  if (kind === 'day')
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', align: 'left' };
  // More digits than a double has stand as text.
  if (typeof value === 'string') return { value, type: String };
  const format = kind === 'quantity' && Number.isInteger(value) ? '#,##0' : NUMBERS[kind];
  return { value, type: Number, format };
}
