import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport, settledImport } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { ImportedLinesService } from '../../../src/portfolio/transactions/imported-lines.service';

const TRADE = 'Date,Action,Ticker,Qty,Price,Currency\n2024-01-05,Buy,AAPL,10,182.50,USD\n';

describe('rows that are corrected to accounts', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  beforeEach(async () => {
    ledger = await openLedger(running, ada);
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => running.close());

  const readInto = async (account_id: string) => {
    const { id } = await readImport(running, ada, ledger.id, TRADE);
    const correct = async (account: string) => {
      const rows = [{ row: 0, transaction: { account_id: account } }];
      await ledger.patch(`/imports/${id}`, { rows }).expect(200);
      return settledImport(running, ada, ledger.id, id);
    };
    return { at: `/imports/${id}`, correct, read: await correct(account_id) };
  };

  it('are errors where the portfolio has no such account', async () => {
    const { read, correct } = await readInto('0'.repeat(24));
    expect(read).toMatchObject({
      counts: { new: 0, error: 1 },
      rows: { items: [{ problems: [{ code: 'row.unknown_account', field: 'account_id' }] }] },
    });
    expect(await correct(ledger.main)).toMatchObject({ counts: { new: 1, error: 0 } });
  });

  it('are refused where the account went meanwhile, and may be corrected then', async () => {
    const { body: depot } = await ledger.post('/accounts', { name: 'Depot', currency: 'USD' }).expect(201);
    const { at, read, correct } = await readInto(depot.id as string);
    expect(read).toMatchObject({ counts: { new: 1 } });
    const lines = running.app.get(ImportedLinesService, { strict: false });
    const add = lines.add.bind(lines);
    jest.spyOn(lines, 'add').mockImplementationOnce(async (owner, id, order, overtaken) => {
      await ledger.delete(`/accounts/${depot.id}`).expect(204);
      const { revision } = await lines.ledger(owner, id);
      await add(owner, id, { ...order, revision }, overtaken);
    });
    const refused = await ledger.post(`${at}/apply`, {}).expect(422);
    expect(refused.body).toMatchObject({
      code: 'ledger.unknown_account',
      line: 2,
      errors: [{ field: 'rows.0.account_id' }],
    });
    expect(await correct(ledger.main)).toMatchObject({ status: 'ready', counts: { new: 1 } });
    await ledger.post(`${at}/apply`, {}).expect(200);
  });
});
