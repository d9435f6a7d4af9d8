import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ImportRow } from '../import-row';
import type { KnownLine } from './known-lines';
import { previewFile } from './preview-file';
import type { PreviewOrder } from './preview-order';
import { surveyFile } from './survey-file';

const MAIN = { account_id: '0'.repeat(24), currency: 'USD', tracks_cash: true };

/** The rows of a preview, in which every instrument of the file is known by its ticker or ISIN. */
async function previewed(
  file: string | Buffer,
  { ledger = [], ...order }: { ledger?: readonly KnownLine[] } & Partial<Omit<PreviewOrder, 'ledger'>> = {},
): Promise<ImportRow[]> {
  const read = { name: String(Math.random()), bytes: Buffer.from(file), format: null, options: {} };
  const { instruments } = await surveyFile(read);
  const { chunks } = await previewFile(
    {
      ...read,
      accountCurrencies: [[MAIN.account_id, MAIN.currency]],
      accounts: [['', MAIN]],
      symbols: instruments.map(({ key, stated: { symbol, isin } }) => ({
        key,
        symbol: symbol ?? isin!,
        warning: null,
      })),
      edits: [],
      ledger: ledger.map((line) => JSON.stringify(line)).join('\n'),
      baseCurrency: 'EUR',
      lockedYear: null,
      now: new Date('2024-06-30T00:00:00Z'),
      ...order,
    },
    () => undefined,
  );
  return chunks.flatMap(({ bytes }) => JSON.parse(gunzipSync(bytes).toString()) as ImportRow[]);
}

const fixture = (name: string) => readFileSync(join(__dirname, '../../../test/fixtures/imports', name));
const table = (...rows: string[]) =>
  ['Date,Type,Symbol,Quantity,Price,Amount,Fee,Currency,ID', ...rows].join('\n');
const told = (rows: ImportRow[]) =>
  rows.map(({ line, status, problems: [problem] }) => [line, status, ...(problem ? [problem.message] : [])]);
const statuses = (rows: ImportRow[]) => rows.map(({ status }) => status);
const known = (rows: ImportRow[]): KnownLine[] =>
  rows.flatMap(({ status, transaction }) =>
    status === 'new' ? [{ ...transaction!, currency: transaction!.currency ?? MAIN.currency }] : [],
  );

const ON_FIRST = '2024-02-15,Dividend,AAPL,,,10,,USD,';
const BACK = '2024-02-20,Dividend,AAPL,,,-10,,USD,';

describe('rows that take others back', () => {
  it('are ignored with them in a statement of Interactive Brokers, whose taxes net by themselves', async () => {
    expect(told(await previewed(fixture('ib-activity-reversals.csv')))).toEqual([
      [6, 'ignored', 'a dividend of 10 USD on AAPL that line 7 takes back'],
      [7, 'ignored', 'takes back the dividend of 10 USD on AAPL of line 6'],
      [8, 'new'],
      [9, 'ignored', 'a dividend of 7.5 USD on MSFT that line 10 takes back'],
      [10, 'ignored', 'takes back the dividend of 7.5 USD on MSFT of line 9'],
      [11, 'new'],
      [
        12,
        'error',
        'takes back a dividend of 4.6 USD on KO, which no row of the file books; take its line out by hand and leave this row out',
      ],
      [14, 'new'],
      [15, 'new'],
      [16, 'new'],
    ]);
  });

  it('are found in a file that begins with the newest day', async () => {
    const rows = await previewed(fixture('degiro-account-reversals.csv'));
    expect(statuses(rows)).toEqual(['new', 'ignored', 'new', 'ignored', 'new']);
    expect(rows[1]!.problems[0]!.message).toContain('of line 5');
  });

  it('may be trades, of the same quantity, price and costs', async () => {
    const bought = '2024-01-05,Buy,AAPL,10,180,,1.50,USD,';
    const rows = await previewed(
      table(
        bought,
        '2024-01-06,Buy,AAPL,-10,180,,1.50,USD,',
        '2024-01-07,Buy,MSFT,10,180,,1.50,USD,',
        '2024-01-07,Buy,MSFT,-10,180,,,USD,',
        '2024-01-07,Buy,KO,-10,60,,,USD,',
        '2024-01-07,Buy,KO,10,60.01,,,USD,',
      ),
    );
    expect(statuses(rows)).toEqual(['ignored', 'ignored', 'new', 'error', 'error', 'new']);
    expect(rows[0]!.problems).toEqual([
      { code: 'row.ignored', message: 'a buy of 10 AAPL at 180 USD that line 3 takes back' },
    ]);
    expect(rows[3]).toMatchObject({
      transaction: null,
      problems: [
        {
          code: 'row.reversal',
          message:
            'takes back a buy of 10 MSFT at 180 USD, which no row of the file books; take its line out by hand and leave this row out',
          field: 'quantity',
        },
      ],
    });
  });

  it('do not hide a line that the ledger has already, and name its day', async () => {
    const [first] = known(await previewed(table(ON_FIRST)));
    const file = table(ON_FIRST, BACK, '2024-02-20,Dividend,AAPL,,,12,,USD,');
    expect(told(await previewed(file, { ledger: [first!] }))).toEqual([
      [2, 'duplicate', 'the ledger has it'],
      [
        3,
        'error',
        'takes back a dividend of 10 USD on AAPL, which the ledger has; take its line of 2024-02-15 out by hand and leave this row out',
      ],
      [4, 'new'],
    ]);
    expect((await previewed(table(BACK), { ledger: [first!] }))[0]).toMatchObject({
      status: 'error',
      problems: [{ message: expect.stringContaining('2024-02-15') }],
    });
    const elsewhere = { ...first!, account_id: 'f'.repeat(24) };
    expect((await previewed(table(BACK), { ledger: [elsewhere] }))[0]).toMatchObject({
      problems: [{ message: expect.not.stringContaining('2024-02-15') }],
    });
  });

  it('give nothing new when the file is read again, also where equal rows stay', async () => {
    for (const ids of [
      ['', '', ''],
      ['x1', 'x2', 'x3'],
    ]) {
      const file = table(
        ...[`${ON_FIRST}${ids[0]}`, `${ON_FIRST}${ids[1]}`, `${BACK}${ids[2]}`],
        '2024-05-15,Dividend,AAPL,,,10,,USD,',
      );
      const rows = await previewed(file);
      expect(statuses(rows)).toEqual(['ignored', 'new', 'ignored', 'new']);
      expect(await previewed(file)).toEqual(rows);
      const again = await previewed(file, { ledger: known(rows) });
      expect(statuses(again).toSorted()).toEqual(['duplicate', 'duplicate', 'ignored', 'ignored']);
    }
  });

  it('leave what their owner keeps, corrects or leaves out', async () => {
    const file = table(ON_FIRST, BACK);
    const edited = async (...edits: PreviewOrder['edits']) => statuses(await previewed(file, { edits }));
    expect(await edited({ row: 0, action: 'keep' })).toEqual(['new', 'error']);
    expect(await edited({ row: 0, transaction: { amount: '11' } })).toEqual(['new', 'error']);
    expect(await edited({ row: 1, action: 'skip' })).toEqual(['new', 'ignored']);
    expect(await edited({ row: 1, transaction: { amount: '10.5' } })).toEqual(['new', 'error']);
    expect(await edited({ row: 0, transaction: { note: 'wrong' } })).toEqual(['ignored', 'ignored']);
    const tax = { account_id: MAIN.account_id, type: 'tax', date: '2024-02-20', amount: '10' };
    const [, written] = await previewed(file, { edits: [{ row: 1, transaction: tax }] });
    expect(written).toMatchObject({ status: 'new', transaction: tax, problems: [] });
  });

  it('wait for an account and a symbol, without which nobody knows what the ledger has', async () => {
    const file = table(ON_FIRST, BACK);
    expect(statuses(await previewed(file, { symbols: [] }))).toEqual(['unknown_symbol', 'unknown_symbol']);
    expect(statuses(await previewed(file, { accounts: [] }))).toEqual(['error', 'error']);
    const locked = await previewed(file, { lockedYear: 2024 });
    expect(statuses(locked)).toEqual(['conflict', 'conflict']);
  });
});
