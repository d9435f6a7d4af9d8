import { majorUnitOf } from '../../../analytics/ledger/model/minor-units';
import { TRANSACTION_TYPES, TransactionType } from '../../../analytics/ledger/model/transaction';
import type { Sheet, Source } from '../../files/source';
import { dateOrderOf } from '../../notation/date-notation';
import { decimalMarkOf } from '../../notation/decimal-notation';
import { absolute, isNegative, isZero, negated, sum, unlessZero } from '../../notation/decimal-text';
import { Draft, ignored, RowError } from '../draft';
import { ColumnMapping, ImportFormat, ReadOptions, ReadRows } from '../import-format';
import { rawOf } from '../raw-of';
import { RowAnswer, rowsOf } from '../rows-of';
import { normalised, questionsOf, REMARK, settled } from '../table-format';
import { TableRow } from '../table-row';
import { takenBack } from '../taken-back';
import { costs, defined, gross, trade, withoutCosts } from '../trade';
import { FIELD_WORDS, GENERIC_FIELDS, GenericField, isDelivery, TYPE_WORDS } from './generic-words';
import { StatedSigns } from './stated-signs';

const LINES_ABOVE = 40;
const NUMBERS: GenericField[] = ['quantity', 'price', 'amount', 'net_amount', 'fee', 'tax', 'fx_rate'];
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
      places.has('date') &&
      (['type', 'quantity', 'amount', 'net_amount'] as const).some((field) => places.has(field));
    const signs = new StatedSigns();
    const rows = body.flatMap(({ line, cells: row }) =>
      rowsOf(line, rawOf(header, row), () => readRow(new TableRow(row, places, notation), mapping, signs)),
    );
    return {
      rows: rows.map((row) => signs.settled(row)),
      ...settled(notation),
      questions: [...questionsOf(notation), ...(isMapped ? [] : (['mapping'] as const))],
      mapping,
      columns: header.filter((name) => name.trim() !== ''),
    };
  }
}

function readRow(row: TableRow<GenericField>, mapping: ColumnMapping, signs: StatedSigns): RowAnswer {
  if (row.cells.filter((cell) => cell.trim() !== '').length <= 1) return ignored('a remark');
  if (REMARK.test(row.cells.find((cell) => cell !== '') ?? '')) return ignored('a total');
  const at = row.moment('date');
  if (!at) return ignored('a row without a day');
  const named = typeOf(row, mapping);
  if (named === 'ignored') return ignored(`the kind ${row.text('type')} is not wanted`);
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
  const quantity = row.number('quantity');
  const amount = row.number('amount');
  const net = row.number('net_amount');
  const stated = { ...rest, ...costsBeside(named, amount ?? net, row) };
  if (named === 'buy' || named === 'sell') {
    if (quantity === undefined) throw new RowError('quantity is missing', 'quantity');
    if (!hasInstrument) throw new RowError('symbol is missing', 'symbol');
    const booked = trade(named, {
      ...stated,
      at: { date: at.date },
      instrument,
      quantity,
      price: row.number('price'),
      amount,
      net,
    });
    if (!booked.takesBack) signs.note(named, amount ?? net);
    return booked;
  }
  signs.note(named, amount ?? net);
  const inKind =
    (named.startsWith('transfer') || named === 'reward') &&
    hasInstrument &&
    quantity !== undefined &&
    !isZero(quantity);
  const moved = inKind ? quantity : (amount ?? (net && grossOf(named, net, stated)));
  const isMinus = moved !== undefined && isNegative(moved);
  const type = (isMinus && LEAVING[named]) || named;
  const line = defined<Draft>({
    ...stated,
    type,
    date: at.date,
    ...(hasInstrument && { instrument }),
    ...(type === 'adjustment' && { quantity }),
    ...(type === 'split' && splitOf(quantity, amount)),
    ...(type !== 'adjustment' && type !== 'split' && !inKind && { amount: moneyOf(type, moved) }),
    ...(inKind && sharesOf(type, quantity, row, amount ?? net)),
  });
  return isMinus && INCOME.has(type) ? takenBack(line) : line;
}

/** A reward in kind has a price; shares that are delivered bring what they cost. */
function sharesOf(
  type: TransactionType,
  given: string,
  row: TableRow<GenericField>,
  amount: string | undefined,
): Pick<Draft, 'quantity' | 'price' | 'cost'> {
  const quantity = absolute(given);
  const price = row.number('price');
  if (type === 'reward') return { quantity, price: price ?? '0' };
  if (type !== 'transfer_in' || !isDelivery(row.text('type'))) return { quantity };
  return { quantity, cost: unlessZero(gross(quantity, price) ?? (amount && absolute(amount))) };
}

/** What a ledger knows above 0 only. */
const INCOME: ReadonlySet<TransactionType> = new Set(['dividend', 'reward', 'return_of_capital']);
/** What comes in is what leaves where it stands with minus. */
const LEAVING: Partial<Record<TransactionType, TransactionType>> = {
  deposit: 'withdrawal',
  transfer_in: 'transfer_out',
};

/** What goes out though it stands without minus. */
const OUTGOING: ReadonlySet<TransactionType> = new Set(['withdrawal', 'transfer_out', 'fee', 'tax']);

/** What is paid beside the amount; of a fee or a tax the column of its own name says the amount again. */
function costsBeside(
  type: TransactionType,
  amount: string | undefined,
  row: TableRow<GenericField>,
): Pick<Draft, 'fee' | 'tax'> {
  const isTold = amount !== undefined && !isZero(amount);
  return costs({
    fee: type === 'fee' && isTold ? undefined : row.number('fee'),
    tax: type === 'tax' && isTold ? undefined : row.number('tax'),
  });
}

/** A net amount but for its costs, with its sign. */
function grossOf(type: TransactionType, net: string, paid: Pick<Draft, 'fee' | 'tax'>): string {
  const isMinus = isNegative(net);
  if (isMinus && INCOME.has(type)) return negated(withoutCosts('in', net, paid));
  if (!OUTGOING.has(type) && !(isMinus && LEAVING[type])) return sum(net, paid.fee, paid.tax);
  const amount = withoutCosts('out', net, paid);
  return isMinus ? negated(amount) : amount;
}

/** As a ledger has it; that of costs stays as it stands until the signs of the whole table are known. */
function moneyOf(type: TransactionType, amount: string | undefined): string {
  if (amount === undefined) throw new RowError('amount is missing', 'amount');
  return SIGNED.has(type) ? amount : absolute(amount);
}

const SIGNED: ReadonlySet<TransactionType> = new Set(['interest', 'fee', 'tax']);

function splitOf(quantity: string | undefined, amount: string | undefined) {
  const ratio = Number(quantity ?? amount);
  if (!Number.isInteger(ratio) || ratio < 1)
    throw new RowError('a split needs a whole ratio as its quantity', 'quantity');
  return { numerator: ratio, denominator: 1 };
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
