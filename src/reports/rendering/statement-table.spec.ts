import { unzip } from '../../../test/support/files/unzip';
import type { LedgerStatement } from '../../portfolio/statements/ledger-statement';
import type { ReportFormat } from '../report';
import { renderStatement } from './render-statement';
import { statementTable } from './statement-table';

const written = {
  account_id: 'main',
  currency: 'USD',
  origin: 'transactions',
  version: 1,
  created_at: new Date('2026-01-31T09:00:00Z'),
  updated_at: new Date('2026-01-31T09:00:00Z'),
} as const;

const statement: LedgerStatement = {
  portfolio_id: '665f1f77bcf86cd799439011',
  title: 'Growth',
  prepared_for: 'Ada',
  generated_at: '2026-01-31T09:00:00.000Z',
  base_currency: 'USD',
  accounts: { main: 'Main' },
  realised: [],
  income: [],
  transactions: [
    {
      ...written,
      id: '1',
      type: 'merger',
      date: '2024-05-13',
      symbol: 'KO',
      into: 'PEP',
      ratio_n: 1,
      ratio_d: 4,
      cash_per_share: 12.5,
    },
    { ...written, id: '2', type: 'split', date: '2024-05-14', symbol: 'PEP', numerator: 3, denominator: 2 },
    {
      ...written,
      id: '3',
      type: 'transfer_in',
      date: '2024-05-15',
      symbol: 'IBM',
      quantity: 4,
      cost: 500,
      acquired_on: '2019-03-04',
      group_id: 'move',
    },
  ],
};

const rendered = async (format: ReportFormat) =>
  Buffer.from(await renderStatement({ type: 'transactions', format, from: null, to: null, statement }));

describe('the table of transactions', () => {
  const { columns, rows } = statementTable('transactions', statement);
  const termsOf = (row: number) =>
    Object.fromEntries(
      columns.flatMap(({ name }, at) => (rows[row]![at] === null ? [] : [[name, rows[row]![at]]])),
    );

  it('tells the terms of what is no trade', () => {
    expect(termsOf(0)).toMatchObject({ into: 'PEP', ratio_n: 1, ratio_d: 4, cash_per_share: 12.5 });
    expect(termsOf(1)).toMatchObject({ numerator: 3, denominator: 2 });
    expect(termsOf(2)).toMatchObject({ cost: 500, acquired_on: '2019-03-04', group_id: 'move' });
  });

  it('has them after the columns that there were', async () => {
    const [heads] = (await rendered('csv')).toString().split('\r\n');
    const before =
      'date,account,type,symbol,quantity,price,amount,fee,tax,fx_rate,currency,note,external_id,';
    expect(heads).toMatch(new RegExp(`^${before}into,`));
    expect(unzip(await rendered('xlsx')).get('xl/sharedStrings.xml')).toContain('cash_per_share');
  });

  it('is a PDF without them, for want of room', async () => {
    expect((await rendered('pdf')).toString('latin1', 0, 5)).toBe('%PDF-');
  });
});
