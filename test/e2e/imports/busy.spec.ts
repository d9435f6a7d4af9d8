import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport, settledImport, upload } from '../../support/features/imports';
import { openLedger } from '../../support/features/ledger';

const ROWS = 5_000;
const HEADER = 'Date,Action,Ticker,Qty,Price';
const statement = (rows: number) =>
  [HEADER, ...Array.from({ length: rows }, (_, at) => `2024-01-02,Buy,AAPL,${1 + at},100`)].join('\n');

describe('more files at once than are read', () => {
  let running: TestApp;
  let ada: Account;
  let bob: Account;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api', RATE_LIMIT_PER_MINUTE: '100000' });
    [ada, bob] = [await registerUser(running), await registerUser(running)];
  });
  afterAll(() => running.close());

  it('are refused before they are stored, and none that was taken on is lost', async () => {
    const [hers, his] = [await openLedger(running, ada), await openLedger(running, bob)];
    const large = statement(ROWS);
    const uploads = Array.from({ length: 24 }, () => upload(running, ada, hers.id, large));
    const [answers, small] = await Promise.all([
      Promise.all(uploads),
      readImport(running, bob, his.id, statement(1)),
    ]);
    expect(small).toMatchObject({ status: 'ready', counts: { new: 1 } });

    const refused = answers.filter(({ status }) => status !== 202);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, body, headers } of refused) {
      expect([status, body.code]).toEqual([503, 'import.busy']);
      expect(headers['retry-after']).toBeDefined();
    }
    const taken = answers.filter(({ status }) => status === 202).map(({ body }) => body.id as string);
    expect(taken.length).toBeGreaterThan(0);
    for (const id of taken) {
      const read = await settledImport(running, ada, hers.id, id);
      expect(read).toMatchObject({ status: 'ready', counts: { new: ROWS } });
    }
    const { body } = await hers.get('/imports?limit=100').expect(200);
    expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual(taken.sort());
  });
});
