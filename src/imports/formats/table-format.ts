import type { DateOrder } from '../../common/text/read-date';
import type { DecimalMark } from '../../common/text/read-number';
import type { Sheet, Source, SourceRow } from '../files/source';
import { dateOrderOf } from '../notation/date-notation';
import { decimalMarkOf } from '../notation/decimal-notation';
import { DraftRow, ignored } from './draft';
import { ImportFormat, FileQuestion, ReadOptions, ReadRows } from './import-format';
import { rawOf } from './raw-of';
import { RowAnswer, rowsOf } from './rows-of';
import { Notation, TableRow } from './table-row';

/** How a broker writes a table. */
export interface TableDescription<Field extends string> {
  readonly name: string;
  readonly title: string;
  /** the headers that a column may have, in any case; the first field that names a header takes it */
  readonly columns: Readonly<Record<Field, readonly string[]>>;
  /** what a header must have for the file to be of the format */
  readonly required: readonly NoInfer<Field>[];
  readonly numbers: readonly NoInfer<Field>[];
  /** fields whose number stands in the cell to the right of them */
  readonly numbersAfter?: readonly NoInfer<Field>[];
  /** the first one is a row's day: a row without it is a total or a remark */
  readonly dates: readonly NoInfer<Field>[];
  /** where the broker always writes the same way */
  readonly decimal?: DecimalMark;
  readonly dateOrder?: DateOrder;
  /** a header that is like another broker's but for these columns is not this format */
  readonly without?: readonly string[];
  readonly read: (row: TableRow<Field>) => RowAnswer;
}

/** How far down a header may stand, below a preamble. */
const LINES_ABOVE = 200;
/** How a row of totals begins. */
export const REMARK = /^\W*(total|subtotal|sub-total|summe|gesamt|transactions? total|disclosure)/i;

/** A format that is one table, under a header, with or without a preamble and totals. */
export function tableFormat<Field extends string>(description: TableDescription<Field>): ImportFormat {
  return new TableFormat(description);
}

class TableFormat<Field extends string> extends ImportFormat {
  readonly name: string;
  readonly title: string;
  /** fields with their headers as they are compared */
  private readonly headers: readonly (readonly [Field, readonly string[]])[];

  constructor(private readonly description: TableDescription<Field>) {
    super();
    const columns = Object.entries(description.columns) as [Field, readonly string[]][];
    this.headers = columns.map(([field, headers]) => [field, headers.map(normalised)]);
    this.name = description.name;
    this.title = description.title;
  }

  recognise(source: Source): number {
    if (source.kind !== 'tables') return 0;
    return Math.max(0, ...source.sheets.map((sheet) => this.tableIn(sheet)?.confidence ?? 0));
  }

  read(source: Source, options: ReadOptions): ReadRows {
    const sheets = source.kind === 'tables' ? source.sheets : [];
    const tables = sheets.flatMap((sheet) => this.tableIn(sheet) ?? []);
    const bodies = tables.map(({ body }) => body).flat();
    const notation = this.notationOf(tables, options);
    const rows = tables.flatMap(({ body, header, places }) =>
      body.flatMap(({ line, cells }) => this.rowsOf(line, cells, header, places, notation)),
    );
    return {
      rows,
      ...settled(notation),
      questions: questionsOf(notation),
      mapping: null,
      columns: bodies.length > 0 ? (tables[0]?.header ?? []) : [],
    };
  }

  private rowsOf(
    line: number,
    cells: readonly string[],
    header: readonly string[],
    places: ReadonlyMap<Field, number>,
    notation: Notation,
  ): DraftRow[] {
    const { read, dates } = this.description;
    const row = new TableRow(cells, places, notation, header);
    return rowsOf(line, rawOf(header, cells), () => {
      const filled = cells.filter((cell) => cell.trim() !== '');
      if (REMARK.test(filled[0] ?? '')) return ignored('a total');
      if (dates[0] && row.text(dates[0]) === undefined && filled.length <= 3)
        return ignored('a remark or total');
      if (filled.length === 1) return ignored('a remark');
      return read(row);
    });
  }

  private notationOf(tables: readonly FoundTable<Field>[], options: ReadOptions): Notation {
    const { decimal, dateOrder, numbers, numbersAfter = [], dates } = this.description;
    const shown = [...cellsOf(tables, numbers), ...cellsOf(tables, numbersAfter, 1)];
    return {
      decimal: decimal ?? options.decimal ?? decimalMarkOf(shown),
      dateOrder: dateOrder ?? options.dateOrder ?? dateOrderOf(cellsOf(tables, dates)),
    };
  }

  private tableIn({ rows }: Sheet): FoundTable<Field> | undefined {
    for (const [at, { cells }] of rows.slice(0, LINES_ABOVE).entries()) {
      const names = cells.map(normalised);
      const places = this.placesIn(names);
      if (!this.description.required.every((field) => places.has(field))) continue;
      if (this.description.without?.some((name) => names.includes(normalised(name)))) continue;
      const named = names.filter((name) => name !== '').length;
      const confidence = Math.min(0.99, 0.55 + (0.44 * places.size) / Math.max(named, 1));
      return { header: cells, places, body: rows.slice(at + 1), confidence };
    }
    return undefined;
  }

  private placesIn(names: readonly string[]): Map<Field, number> {
    const places = new Map<Field, number>();
    const taken = new Set<number>();
    for (const [field, headers] of this.headers) {
      for (const header of headers) {
        const place = names.findIndex((name, at) => name === header && !taken.has(at));
        if (place === -1) continue;
        places.set(field, place);
        taken.add(place);
        break;
      }
    }
    return places;
  }
}

interface FoundTable<Field> {
  readonly header: readonly string[];
  readonly places: ReadonlyMap<Field, number>;
  readonly body: readonly SourceRow[];
  readonly confidence: number;
}

function* cellsOf<Field>(
  tables: readonly FoundTable<Field>[],
  fields: readonly Field[],
  toTheRight = 0,
): Generator<string> {
  for (const { body, places } of tables)
    for (const field of fields) {
      const place = places.get(field);
      if (place === undefined) continue;
      for (const { cells } of body) {
        const cell = cells[place + toTheRight];
        if (cell) yield cell;
      }
    }
}

/** A header without case, quotation marks and repeated blanks. */
export function normalised(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .replace(/["*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** What is settled of a notation, for the owner to see. */
export function settled({ decimal, dateOrder }: Notation): Pick<ReadRows, 'decimal' | 'dateOrder'> {
  return {
    decimal: decimal === 'unknown' || decimal === 'mixed' ? null : decimal,
    dateOrder: dateOrder === 'unknown' || dateOrder === 'mixed' ? null : dateOrder,
  };
}

/** What a notation leaves open. Marks that contradict each other are each read by what they show. */
export function questionsOf({ decimal, dateOrder }: Notation): FileQuestion[] {
  return [
    ...(decimal === 'unknown' ? (['decimal'] as const) : []),
    ...(dateOrder === 'unknown' ? (['date_order'] as const) : []),
  ];
}
