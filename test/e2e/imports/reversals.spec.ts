import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

const CORRECTED = readFileSync(join(__dirname, '../../fixtures/imports/ib-activity-reversals.csv'), 'utf8');
/** A month before it, in which the broker told the dividend of Coca-Cola that it takes back in April. */
const EARLIER = [
  'Date,Type,Symbol,Amount,Currency',
  '2024-03-28,Dividend,KO,4.60,USD',
  '2024-03-28,Dividend,KO,1.15,USD',
].join('\n');

describe('income that a statement takes back', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  afterAll(() => running.close());

  beforeEach(async () => {
    ledger = await openLedger(running, ada);
    for (const symbol of ['AAPL', 'MSFT', 'KO'])
      await ledger.line({ type: 'buy', date: '2024-01-05', symbol, quantity: 10, price: 50 });
  });

  const read = (file: string) => readImport(running, ada, ledger.id, file);
  const apply = (id: string) => ledger.post(`/imports/${id}/apply`, { skip: ['error'] }).expect(200);
  const income = async () => (await ledger.get('/income').expect(200)).body.totals as object;

  it('is not booked, and neither is what takes it back', async () => {
    const made = await read(CORRECTED);
    expect(made).toMatchObject({ format: 'ib-activity', counts: { new: 5, ignored: 4, error: 1 } });
    await apply(made.id);
    expect(await income()).toMatchObject({ gross: 20, lines: 2 });
    expect((await read(CORRECTED)).counts).toMatchObject({ new: 0, duplicate: 5, ignored: 4, error: 1 });
  });

  it('is named where another file booked it, taken out by hand, and gone', async () => {
    await apply((await read(EARLIER)).id);
    const made = await read(CORRECTED);
    expect(made.rows.items[6]).toMatchObject({
      status: 'error',
      transaction: null,
      problems: [{ code: 'row.reversal', message: expect.stringContaining('of 4.6 USD on KO') }],
    });
    expect(made.rows.items[6]).toMatchObject({
      problems: [{ message: expect.stringContaining('take its line of 2024-03-28 out by hand') }],
    });
    await apply(made.id);
    expect(await income()).toMatchObject({ gross: 25.75, lines: 4 });
    const { body } = await ledger.get('/transactions?symbol=KO&type=dividend').expect(200);
    const { id } = (body.items as { id: string; amount: number }[]).find(({ amount }) => amount === 4.6)!;
    await ledger.delete(`/transactions/${id}`).expect(204);
    expect(await income()).toMatchObject({ gross: 21.15, lines: 3 });
  });

  it('is said to be in the ledger where the file has it too', async () => {
    await ledger.line({ type: 'dividend', date: '2024-02-15', symbol: 'AAPL', amount: 10 });
    const made = await read(CORRECTED);
    expect(made.rows.items.slice(0, 3)).toMatchObject([
      { status: 'duplicate' },
      { status: 'error', problems: [{ message: expect.stringContaining('line of 2024-02-15 out') }] },
      { status: 'new' },
    ]);
  });
});
