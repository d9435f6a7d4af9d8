import { majorUnitOf } from '../../../analytics/ledger/model/minor-units';
import { TRANSACTION_TYPES, TransactionType } from '../../../analytics/ledger/model/transaction';
import type { Sheet, Source } from '../../files/source';
import { dateOrderOf } from '../../notation/date-notation';
import { decimalMarkOf } from '../../notation/decimal-notation';
import { absolute, isNegative, isZero } from '../../notation/decimal-text';
import { Draft, ignored, RowError } from '../draft';
import { ColumnMapping, ImportFormat, ReadOptions, ReadRows } from '../import-format';
import { rawOf } from '../raw-of';
import { RowAnswer, rowsOf } from '../rows-of';
import { normalised, questionsOf, REMARK, settled } from '../table-format';
import { TableRow } from '../table-row';
import { costs, defined, trade } from '../trade';
import { FIELD_WORDS, GENERIC_FIELDS, GenericField, TYPE_WORDS } from './generic-words';

const LINES_ABOVE = 40;
const NUMBERS: GenericField[] = ['quantity', 'price', 'amount', 'fee', 'tax', 'fx_rate'];
const DATES: GenericField[] = ['date', 'settle_date'];

/** Any table with a header, by a mapping of its columns that is guessed until the owner gives one. */
export class GenericCsvFormat extends ImportFormat {
  readonly name = 'generic';
  readonly title = 'Any CSV or XLSX, by its columns';

  recognise(source: Source): number {
    const { columns } = guessed(source.kind === 'tables' ? source.sheets[0] : undefined).mapping;
    const found = Object.keys(columns).length;
    if (found === 0) return source.kind === 'tables' ? 0.05 : 0;
    return columns.date !== undefined ? Math.min(0.5, 0.1 + 0.06 * found) : 0.1;
  }

  read(source: Source, options: ReadOptions): ReadRows {
    const sheet = source.kind === 'tables' ? source.sheets.find(({ rows }) => rows.length > 0) : undefined;
    const { at, header, mapping: guess } = guessed(sheet);
    const mapping = options.mapping ?? guess;
    const places = placesOf(header, mapping);
    const body = (sheet?.rows ?? []).slice(at + 1);
    const cells = (fields: GenericField[]) =>
      fields.flatMap((field) => {
        const place = places.get(field);
        return place === undefined ? [] : body.flatMap((row) => row.cells[place] ?? []);
      });
    const notation = {
      decimal: options.decimal ?? decimalMarkOf(cells(NUMBERS)),
      dateOrder: options.dateOrder ?? dateOrderOf(cells(DATES)),
    };
    const isMapped =
      places.has('date') && (places.has('type') || places.has('quantity') || places.has('amount'));
    const rows = body.flatMap(({ line, cells: row }) =>
      rowsOf(line, rawOf(header, row), () => readRow(new TableRow(row, places, notation), mapping)),
    );
    return {
      rows,
      ...settled(notation),
      questions: [...questionsOf(notation), ...(isMapped ? [] : (['mapping'] as const))],
      mapping,
      columns: header.filter((name) => name.trim() !== ''),
    };
  }
}

function readRow(row: TableRow<GenericField>, mapping: ColumnMapping): RowAnswer {
  if (row.cells.filter((cell) => cell.trim() !== '').length <= 1) return ignored('a remark');
  if (REMARK.test(row.cells.find((cell) => cell !== '') ?? '')) return ignored('a total');
  const at = row.moment('date');
  if (!at) return ignored('a row without a day');
  const type = typeOf(row, mapping);
  if (type === 'ignored') return ignored(`the kind ${row.text('type')} is not wanted`);
  const time = row.text('time') ? timeIn(row.text('time')!) : at.time;
  const rest = {
    time,
    settle_date: row.moment('settle_date')?.date,
    currency: currencyIn(row.text('currency')),
    fx_rate: row.number('fx_rate'),
    note: row.text('note'),
    external_id: row.text('external_id'),
    account: row.text('account'),
  };
  const instrument = defined({
    symbol: row.text('symbol'),
    isin: row.text('isin'),
    wkn: row.text('wkn'),
    cusip: row.text('cusip'),
    sedol: row.text('sedol'),
    name: row.text('name'),
  });
  const hasInstrument = Object.keys(instrument).length > 0;
  const stated = { ...rest, ...costs({ fee: row.number('fee'), tax: row.number('tax') }) };
  const quantity = row.number('quantity');
  const amount = row.number('amount');
  if (type === 'buy' || type === 'sell') {
    if (quantity === undefined) throw new RowError('quantity is missing', 'quantity');
    if (!hasInstrument) throw new RowError('symbol is missing', 'symbol');
    return trade(type, {
      ...stated,
      at: { date: at.date },
      instrument,
      quantity,
      price: row.number('price'),
      amount,
    });
  }
  const signed = type === 'fee' || type === 'tax' || type === 'interest';
  const inKind = hasInstrument && quantity !== undefined && !isZero(quantity);
  return defined<Draft>({
    ...stated,
    type,
    date: at.date,
    ...(hasInstrument && { instrument }),
    ...((type.startsWith('transfer') || type === 'reward') && inKind
      ? { quantity: absolute(quantity), price: type === 'reward' ? (row.number('price') ?? '0') : undefined }
      : { amount: moneyOf(type, amount, signed) }),
    ...(type === 'adjustment' && { quantity, amount: undefined }),
    ...(type === 'split' && splitOf(quantity, amount)),
  });
}

/** Costs and debit interest stand with either sign; a ledger has costs above 0 and refunds below. */
function moneyOf(type: TransactionType, amount: string | undefined, isSigned: boolean): string {
  if (amount === undefined) throw new RowError('amount is missing', 'amount');
  return isSigned && type === 'interest' ? amount : absolute(amount);
}

function splitOf(quantity: string | undefined, amount: string | undefined) {
  const ratio = Number(quantity ?? amount);
  if (!Number.isInteger(ratio) || ratio < 1)
    throw new RowError('a split needs a whole ratio as its quantity', 'quantity');
  return { numerator: ratio, denominator: 1, amount: undefined };
}

function typeOf(row: TableRow<GenericField>, { types }: ColumnMapping): TransactionType | 'ignored' {
  const word = row.text('type');
  if (word !== undefined) {
    const key = word.trim().toLowerCase();
    const known =
      Object.entries(types).find(([name]) => name.trim().toLowerCase() === key)?.[1] ?? TYPE_WORDS.get(key);
    if (known === 'ignored') return known;
    if (known && (TRANSACTION_TYPES as readonly string[]).includes(known)) return known as TransactionType;
    throw new RowError(`the kind ${word} is not known; map it`, 'type', 'row.unknown_kind');
  }
  const quantity = row.number('quantity');
  if (quantity === undefined || isZero(quantity)) throw new RowError('type is missing', 'type');
  return isNegative(quantity) ? 'sell' : 'buy';
}

/** A code in any case; pence (`GBp`) are told from pounds by case alone. */
function currencyIn(text: string | undefined): string | undefined {
  return text !== undefined && majorUnitOf(text).unitsPerMajor !== 1 ? text : text?.toUpperCase();
}

function timeIn(text: string): string | undefined {
  const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})/.exec(text) ?? [];
  return hour === '' || Number(hour) > 23 ? undefined : `${hour.padStart(2, '0')}:${minute}`;
}

/** The header is the line whose cells are most fields; what they are is guessed by their names. */
function guessed(sheet: Sheet | undefined): {
  at: number;
  header: readonly string[];
  mapping: ColumnMapping;
} {
  let best = { at: 0, header: sheet?.rows[0]?.cells ?? [], columns: {} as Record<string, string> };
  for (const [at, { cells }] of (sheet?.rows ?? []).slice(0, LINES_ABOVE).entries()) {
    const columns: Record<string, string> = {};
    for (const field of GENERIC_FIELDS) {
      const name = cells.find(
        (cell) => FIELD_WORDS[field].includes(normalised(cell)) && !Object.values(columns).includes(cell),
      );
      if (name) columns[field] = name;
    }
    if (Object.keys(columns).length > Object.keys(best.columns).length) best = { at, header: cells, columns };
  }
  return { at: best.at, header: best.header, mapping: { columns: best.columns, types: {} } };
}

function placesOf(header: readonly string[], { columns }: ColumnMapping): Map<GenericField, number> {
  const names = header.map(normalised);
  return new Map(
    GENERIC_FIELDS.flatMap((field) => {
      const name = columns[field];
      const place = name === undefined ? -1 : names.indexOf(normalised(name));
      return place === -1 ? [] : [[field, place] as const];
    }),
  );
}
