import type { TransactionType } from '../../../analytics/ledger/model/transaction';
import { unescapeFormula } from '../../../common/text/formula-escape';
import type { Draft, StatedAccount } from '../draft';
import { tableFormat } from '../table-format';
import {
  ACCOUNT_FIELDS,
  EXPORT_COLUMNS,
  NUMBER_FIELDS,
  readTags,
  refuseNewer,
  TEXT_FIELDS,
} from './tickfolio-fields';
import type { TableRow } from '../table-row';
import { defined } from '../trade';

type Column = (typeof EXPORT_COLUMNS)[number];

/** Our own export of transactions as CSV; read back it is the same ledger. */
export const tickfolioCsv = tableFormat<Column>({
  name: 'tickfolio-csv',
  title: 'Tickfolio, transactions (CSV)',
  columns: Object.fromEntries(EXPORT_COLUMNS.map((name) => [name, [name]])) as unknown as Record<
    Column,
    string[]
  >,
  required: ['tickfolio_version', 'id', 'account', 'type', 'date', 'symbol'],
  numbers: [],
  dates: [],
  decimal: '.',
  dateOrder: 'YMD',
  read: (row) => {
    refuseNewer(row.text('tickfolio_version'));
    const texts = TEXT_FIELDS.map((field) => [field, textOf(row, field)] as const);
    const numbers = NUMBER_FIELDS.map((field) => [field, row.number(field)] as const);
    const symbol = row.text('symbol');
    const into = row.text('into');
    const tags = textOf(row, 'tags');
    return defined<Draft>({
      ...(Object.fromEntries([...texts, ...numbers]) as Partial<Draft>),
      type: row.need('type') as TransactionType,
      date: row.need('date'),
      ref: row.text('id'),
      account: textOf(row, 'account'),
      account_settings: settingsOf(row),
      base_currency: row.text('base_currency'),
      numerator: wholeOf(row, 'numerator'),
      denominator: wholeOf(row, 'denominator'),
      tags: tags === undefined ? undefined : readTags(tags),
      lots: row
        .text('lots')
        ?.split('|')
        .map((lot) => {
          const [transaction_id = '', quantity = ''] = lot.split(':');
          return { transaction_id, quantity };
        }),
      ...(symbol && { instrument: { symbol, isOurs: true } }),
      ...(into && { into: { symbol: into, isOurs: true } }),
    });
  },
});

function textOf(row: TableRow<Column>, column: Column): string | undefined {
  const text = row.text(column);
  return text === undefined ? undefined : unescapeFormula(text);
}

function settingsOf(row: TableRow<Column>): StatedAccount | undefined {
  if (!row.has('account_tracks_cash')) return undefined;
  const texts = ACCOUNT_FIELDS.map((field) => [field, textOf(row, `account_${field}`)] as const);
  const tracks_cash = row.text('account_tracks_cash')?.toLowerCase() === 'true';
  return defined<StatedAccount>({ ...Object.fromEntries(texts), tracks_cash });
}

function wholeOf(row: TableRow<Column>, column: Column): number | undefined {
  const text = row.number(column);
  return text === undefined ? undefined : Number(text);
}
