import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { finishedReport, orderedReport } from '../../support/features/reports';
import { unzip } from '../../support/files/unzip';

const LINES = [
  {
    type: 'buy',
    date: '2024-01-05',
    symbol: 'AAPL',
    quantity: 10,
    price: 182.5,
    fee: 1,
    note: '=1+1',
    tags: ['a', 'b'],
  },
  {
    type: 'buy',
    date: '2024-01-06',
    symbol: 'BTC-USD',
    quantity: '0.012345678901234567',
    price: 42000,
    external_id: 'x-1',
  },
  { type: 'dividend', date: '2024-02-15', symbol: 'AAPL', amount: 2.4, tax: 0.36, settle_date: '2024-02-20' },
  {
    type: 'spin_off',
    date: '2024-03-01',
    symbol: 'AAPL',
    into: 'MSFT',
    ratio_n: 1,
    ratio_d: 4,
    cost_share: 0.2,
  },
  { type: 'sell', date: '2024-04-01', time: '15:31', symbol: 'AAPL', quantity: 4, price: 190 },
  { type: 'split', date: '2024-05-01', symbol: 'MSFT', numerator: 2, denominator: 1 },
];

describe('our own export', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    running = await startApp();
    ada = await registerUser(running);
    ledger = await openLedger(running, ada);
    for (const line of LINES) await ledger.line(line);
  });

  afterAll(() => running.close());

  const linesOf = async ({ get }: LedgerUnderTest) => {
    const { body } = await get('/transactions?sort=created').expect(200);
    return (body.items as Record<string, unknown>[]).map(
      ({ id: _id, account_id: _account, created_at: _created, updated_at: _updated, ...line }) => line,
    );
  };

  it.each(['csv', 'json'])('as %s is the same ledger when it is read', async (format) => {
    const { text } = await ledger.get(`/export?format=${format}`).expect(200);
    const other = await openLedger(running, ada);
    const made = await readImport(running, ada, other.id, text);
    expect(made).toMatchObject({ format: `tickfolio-${format}`, counts: { new: LINES.length } });
    await other.post(`/imports/${made.id}/apply`, {}).expect(200);
    expect(await linesOf(other)).toEqual(await linesOf(ledger));
    const again = await readImport(running, ada, other.id, text);
    expect(again.counts).toMatchObject({ new: 0, duplicate: LINES.length });
  });

  it('as ZIP has everything, and is its owner’s', async () => {
    await request(running.url)
      .put(`/api/v1/portfolio/${ledger.id}/locks/2023`)
      .set(ada.authorization)
      .expect(200);
    const report = await orderedReport(running, ada, ledger.id, { to: '2023-12-31' });
    await finishedReport(running, ada, report.id);
    const { headers, body } = await ledger.get('/export?format=zip').responseType('blob').expect(200);
    expect(headers['content-type']).toBe('application/zip');
    const files = unzip(body as Buffer);
    expect([...files.keys()]).toEqual([
      'portfolio.json',
      'transactions.csv',
      'transactions.json',
      'locks.json',
      'locks/2023.json',
      expect.stringMatching(/^reports\/[0-9a-f]{24} Ledger - holdings .*\.json$/),
      'locks/reports/start_2023-12-31.json',
    ]);
    expect(JSON.parse(files.get('locks.json')!)).toMatchObject([{ year: 2023 }]);
    expect(JSON.parse(files.get('locks/2023.json')!)).toBeInstanceOf(Object);
    const [reported, kept] = [...files.keys()]
      .slice(-2)
      .map((name) => JSON.parse(files.get(name)!) as object);
    expect(kept).toMatchObject({ to: '2023-12-31', title: 'Ledger', performance: reported });
    const eve = await registerUser(running);
    await request(running.url)
      .get(`/api/v1/portfolio/${ledger.id}/export`)
      .set(eve.authorization)
      .expect(404);
  });
});
