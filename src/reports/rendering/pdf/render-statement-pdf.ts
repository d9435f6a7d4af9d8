import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { StatementContent } from '../report-content';
import { ColumnKind, StatementCell, StatementTable } from '../statement-table';
import { STATEMENT_TITLES, reasonText } from '../wording';
import { createPdf } from './create-pdf';
import { inFonts } from './fonts';
import { asMoment, asMoney, asQuantity, NONE } from './format';
import { INK, PAGE, ROWS, SHADE, STYLES } from './look';
import { runningFooter, runningHeader } from './running';

const FONT_SIZE = 6;
/** A document of more lines takes minutes; CSV and XLSX have them all. */
const MOST_LINES = 2_000;

/** A statement on A4 pages, lying. */
export async function renderStatementPdf(
  content: StatementContent,
  table: StatementTable,
): Promise<Uint8Array> {
  return createPdf(definitionOf(content, table));
}

function definitionOf(
  { type, from, to, statement }: StatementContent,
  table: StatementTable,
): TDocumentDefinitions {
  const { title, prepared_for, generated_at, base_currency } = statement;
  const moment = new Date(generated_at);
  return {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [PAGE.margin, 44, PAGE.margin, 48],
    info: {
      title: `${title}: ${STATEMENT_TITLES[type]}`,
      author: 'Tickfolio',
      subject: prepared_for,
      creationDate: moment,
      modDate: moment,
    },
    defaultStyle: { font: 'Roboto', fontSize: 9, color: INK },
    styles: STYLES,
    content: [
      { text: inFonts(title), style: 'title' },
      {
        text: `${STATEMENT_TITLES[type]}, ${from ?? 'from the first line'} to ${to ?? asMoment(generated_at)}, base currency ${base_currency}`,
        style: 'subtitle',
        margin: [0, 4, 0, 0],
      },
      {
        text: ['Prepared for ', ...inFonts(prepared_for), ` on ${asMoment(generated_at)}`],
        style: 'subtitle',
        margin: [0, 2, 0, 14],
      },
      ...totals(table),
      ...lines(table),
    ],
    header: runningHeader(title),
    footer: runningFooter(generated_at),
  };
}

function totals({ totals: sums }: StatementTable): Content[] {
  if (sums.length === 0) return [];
  return [
    {
      table: {
        widths: ['auto', 'auto'],
        body: sums.map(({ name, value }): TableCell[] => [
          headOf(name),
          { text: asMoney(value), alignment: 'right' },
        ]),
      },
      layout: ROWS,
      margin: [0, 0, 0, 12],
    },
  ];
}

function lines({ columns: all, rows }: StatementTable): Content[] {
  if (rows.length === 0) return [{ text: 'There is nothing in these days.', style: 'note' }];
  const columns = all.filter(({ isWide }) => !isWide);
  const isMore = rows.some((row) => row.some((cell, at) => all[at]!.isWide && cell !== null));
  const heads = columns.map(({ name, kind }): TableCell => ({
    text: headOf(name),
    style: 'head',
    fontSize: FONT_SIZE,
    alignment: sideOf(kind),
  }));
  const body = rows.slice(0, MOST_LINES).map((row) =>
    row.flatMap((value, at): TableCell[] => {
      const { kind, name, isWide } = all[at]!;
      if (isWide) return [];
      const text = name === 'reason' && typeof value === 'string' ? reasonText(value) : show(value, kind);
      return [{ text: inFonts(text), alignment: sideOf(kind) }];
    }),
  );
  return [
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: columns.map(() => 'auto'),
        body: [heads, ...body],
      },
      layout: { ...ROWS, fillColor: (line: number) => (line > 0 && line % 2 === 0 ? SHADE : null) },
      fontSize: FONT_SIZE,
    },
    ...(rows.length > MOST_LINES
      ? [
          {
            text: `${rows.length - MOST_LINES} more lines are in the CSV and XLSX of this report.`,
            style: 'note',
          },
        ]
      : []),
    ...(isMore
      ? [
          {
            text: 'The terms of splits, mergers, spin-offs and transfers are in the CSV and XLSX of this report.',
            style: 'note',
          },
        ]
      : []),
  ];
}

function show(value: StatementCell, kind: ColumnKind): string {
  if (value === null) return kind === 'text' ? '' : NONE;
  if (typeof value === 'string') return value;
  return kind === 'money' ? asMoney(value) : signedQuantity(value);
}

/** Amounts of lines may be below 0. */
function signedQuantity(value: number): string {
  return value < 0 ? `−${asQuantity(-value)}` : value === 0 ? '0' : asQuantity(value);
}

const sideOf = (kind: ColumnKind) => (kind === 'quantity' || kind === 'money' ? 'right' : 'left');

const headOf = (name: string) => name.replaceAll('_', ' ');
