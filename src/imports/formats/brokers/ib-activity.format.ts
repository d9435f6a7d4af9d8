import type { Source, SourceRow } from '../../files/source';
import { absolute, isNegative, isZero, negated } from '../../notation/decimal-text';
import { conversionLeg } from '../conversion';
import { Draft, DraftRow, ignored, RowError, StatedInstrument } from '../draft';
import { CURRENCIES } from '../in-currencies';
import { ibCashLine } from './ib-cash-line';
import { ibCategory, ibColumn, ibTable } from './ib-words';
import { ImportFormat, ReadRows } from '../import-format';
import { rawOf } from '../raw-of';
import { RowAnswer, rowsOf } from '../rows-of';
import { TableRow } from '../table-row';
import { defined, trade } from '../trade';

const FIXED = { decimal: '.', dateOrder: 'YMD' } as const;
const CASH = new Set([
  'Dividends',
  'Payment In Lieu Of Dividends',
  'Withholding Tax',
  'Deposits & Withdrawals',
  'Interest',
  'Fees',
  'Other Fees',
  'Broker Interest Received',
]);
const TOTAL = /^(total|gesamt)/i;
/** Tables of events that are told, and not read. */
const TOLD = new Set([
  'Transfers',
  'Grant Activity',
  'Debit Card Activity',
  'Transaction Fees',
  'Sales Tax Details',
  'Broker Interest Paid',
  'Bond Interest Paid',
  'Bond Interest Received',
]);
const READ = new Set([...CASH, ...TOLD, 'Trades', 'Corporate Actions']);

/** Where identifiers stand in the table of instruments, whatever it calls them. */
const ID_AT = 6;

/** Interactive Brokers' activity statement as CSV: several tables in one file, each row under the name of its table. */
export class IbActivityFormat extends ImportFormat {
  readonly name = 'ib-activity';
  readonly title = 'Interactive Brokers, activity statement (CSV)';

  recognise(source: Source): number {
    const rows = source.kind === 'tables' ? source.sheets.flatMap((sheet) => sheet.rows.slice(0, 2_000)) : [];
    const tables = new Set(
      rows.filter(({ cells }) => cells[1] === 'Header').map(({ cells }) => ibTable(cells[0] ?? '')),
    );
    return tables.has('Statement') && [...READ].some((name) => tables.has(name)) ? 0.99 : 0;
  }

  read(source: Source): ReadRows {
    const rows = source.kind === 'tables' ? source.sheets.flatMap((sheet) => sheet.rows) : [];
    const isins = isinsIn(rows);
    const account = rows.find(
      ({ cells: [table = '', , field = ''] }) =>
        ibTable(table) === 'Account Information' && ibColumn(field) === 'account',
    )?.cells[3];
    const headers = new Map<string, readonly string[]>();
    const read: DraftRow[] = [];
    for (const { line, cells } of rows) {
      const [name = '', kind = ''] = cells;
      const table = ibTable(name);
      if (kind === 'Header') headers.set(table, cells);
      const header = headers.get(table);
      if (!header || !READ.has(table) || kind === 'Header') continue;
      const places = new Map(header.map((column, place) => [ibColumn(column), place]));
      const row = new TableRow(cells, places, FIXED);
      read.push(...rowsOf(line, rawOf(header, cells), () => readRow(table, kind, row, isins, account)));
    }
    return { rows: read, decimal: '.', dateOrder: 'YMD', questions: [], mapping: null, columns: [] };
  }
}

function readRow(
  table: string,
  kind: string,
  row: TableRow<string>,
  isins: ReadonlyMap<string, string>,
  ownAccount: string | undefined,
): RowAnswer {
  const account = row.text('account') ?? ownAccount;
  if (kind !== 'Data') return ignored('a total');
  if (TOTAL.test(row.text('currency') ?? '') || TOTAL.test(row.text('subtitle') ?? ''))
    return ignored('a total');
  if (table === 'Corporate Actions')
    return ignored(
      `a corporate action (${row.text('description')}); splits come by themselves, enter others by hand`,
    );
  if (TOLD.has(table)) return ignored(`a row of ${table}; enter it by hand`);
  if (table === 'Trades') return readTrade(row, isins, account);
  const description = row.text('description') ?? '';
  const at = row.moment('date') ?? row.needMoment('settle date');
  const named = /^([A-Z0-9. ]+?)\s?\(([A-Z]{2}[A-Z0-9]{9}\d)\)/.exec(description);
  return ibCashLine({
    kind: table,
    at,
    amount: row.needNumber('amount'),
    currency: row.text('currency'),
    account,
    note: description,
    instrument: named ? { symbol: named[1], isin: named[2] } : undefined,
  });
}

function readTrade(
  row: TableRow<string>,
  isins: ReadonlyMap<string, string>,
  account: string | undefined,
): RowAnswer {
  const discriminator = row.text('datadiscriminator');
  if (discriminator && !['Order', 'Trade'].includes(discriminator))
    return ignored(`a detail (${discriminator}) of a trade`);
  if (/\bCa\b/.test(row.text('code') ?? '')) return ignored('a cancelled trade');
  const category = ibCategory(row.need('asset category'));
  const at = row.needMoment('date/time');
  const quantity = row.needNumber('quantity');
  const base = CURRENCIES.find((code) => row.has(commissionIn(code)));
  const fee = row.number('comm/fee') ?? (base && row.number(commissionIn(base)));
  const symbol = row.need('symbol');
  if (category === 'Forex') {
    const [bought] = symbol.split('.');
    const proceeds = row.number('proceeds');
    if (!bought || proceeds === undefined) throw new RowError('the conversion has no proceeds', 'proceeds');
    const group = `fx-${at.date}-${at.time ?? ''}-${bought}-${quantity}`;
    const legs = [
      conversionLeg(at, quantity, bought, group, account),
      conversionLeg(at, proceeds, row.text('currency'), group, account),
    ];
    if (fee === undefined || isZero(fee)) return legs;
    return [
      ...legs,
      defined<Draft>({
        type: 'fee',
        ...at,
        amount: negated(fee),
        currency: base,
        account,
        note: 'commission of a conversion',
      }),
    ];
  }
  if (!['Stocks', 'Funds', 'ETFs', 'Cryptocurrencies'].includes(category))
    return ignored(`the asset category ${category} is not kept`);
  const isin = isins.get(symbol);
  const instrument: StatedInstrument = defined({ symbol, isin });
  return trade(isNegative(quantity) ? 'sell' : 'buy', {
    at,
    instrument,
    quantity,
    price: row.number('t. price'),
    amount: absolute(row.number('proceeds') ?? '0'),
    currency: row.text('currency'),
    fee,
    account,
  });
}

/** Commissions of conversions are in the account's own money, which the header names. */
const commissionIn = (currency: string) => `comm in ${currency.toLowerCase()}`;

/** ISINs by symbol, from the table of instruments that stands further down. */
function isinsIn(rows: readonly SourceRow[]): Map<string, string> {
  const isins = new Map<string, string>();
  let header: readonly string[] = [];
  for (const { cells } of rows) {
    if (ibTable(cells[0] ?? '') !== 'Financial Instrument Information') continue;
    if (cells[1] === 'Header') header = cells;
    const id = cells[header.includes('Security ID') ? header.indexOf('Security ID') : ID_AT];
    for (const symbol of (cells[header.indexOf('Symbol')] ?? '').split(',')) {
      if (cells[1] === 'Data' && id && /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(id)) isins.set(symbol.trim(), id);
    }
  }
  return isins;
}
