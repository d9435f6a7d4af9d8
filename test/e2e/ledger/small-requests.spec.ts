import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

const buy = { type: 'buy', date: '2024-01-15', symbol: 'AAPL', quantity: 10, price: 182.5 };
const sell = { type: 'sell', date: '2024-03-01', symbol: 'AAPL', quantity: 14, price: 200 };
const UNSTORED = /[0-9a-f]{24}/;

describe('requests of a ledger that say too little or too much', () => {
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

  afterAll(() => running.close());

  it('are refused where the days of a list are the wrong way round', async () => {
    const { body } = await ledger.get('/transactions?from=2024-02-01&to=2024-01-01').expect(400);
    expect(body).toMatchObject({ code: 'validation.failed', errors: [{ field: 'from' }] });
  });

  it.each(['0x10', '1e1', '', '+5'])('are refused where the limit is %j', async (limit) => {
    const { body } = await ledger.get(`/transactions?limit=${encodeURIComponent(limit)}`).expect(400);
    expect(body.errors).toEqual([expect.objectContaining({ field: 'limit' })]);
  });

  it('change nothing where they name nothing', async () => {
    const id = await ledger.line(buy);
    for (const path of [`/transactions/${id}`, `/accounts/${ledger.main}`, '']) {
      const before = await ledger.get(path).expect(200);
      const { body, headers } = await ledger.patch(path, {}).expect(200);
      expect(body).toEqual(before.body);
      expect(headers.etag).toBe(before.headers.etag);
      expect((await ledger.get(path).expect(200)).body).toEqual(before.body);
    }
  });

  it('are still held against the version that they name', async () => {
    const id = await ledger.line(buy);
    for (const path of [`/transactions/${id}`, `/accounts/${ledger.main}`, '']) {
      await ledger.patch(path, {}).set('If-Match', '"v99"').expect(412);
    }
  });

  it('name no line that was never stored', async () => {
    const lot = await ledger.line(buy);
    const one = await ledger.post('/transactions', { account_id: ledger.main, ...sell }).expect(422);
    expect(one.body).toMatchObject({ code: 'ledger.oversold', line: null, lots: [{ transaction_id: lot }] });
    expect(one.body).not.toHaveProperty('transaction_id');
    expect(one.body.detail).not.toMatch(UNSTORED);
    const items = [
      { ...buy, quantity: 1 },
      { ...sell, quantity: 14 },
    ].map((line) => ({ account_id: ledger.main, ...line }));
    const many = await ledger.post('/transactions', { items }).expect(422);
    expect(many.body).toMatchObject({ code: 'ledger.oversold', line: 1, held: '11' });
    expect(many.body).not.toHaveProperty('transaction_id');
    expect(many.body.lots).toEqual([{ transaction_id: lot, quantity: '10' }]);
    const rated = await ledger
      .post('/transactions', { account_id: ledger.main, ...buy, fx_rate: 2 })
      .expect(422);
    expect(rated.body).toMatchObject({ code: 'ledger.invalid_line', line: null, field: 'fx_rate' });
    expect(rated.body).not.toHaveProperty('transaction_id');
    const changed = await ledger.patch(`/transactions/${lot}`, { fx_rate: 2 }).expect(422);
    expect(changed.body).toMatchObject({ code: 'ledger.invalid_line', transaction_id: lot });
  });

  it('are told that lots are missing', async () => {
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'No lots' })
      .expect(400);
    expect(body.errors).toEqual([{ field: 'assets', message: 'assets is required and must be an array' }]);
  });
});
