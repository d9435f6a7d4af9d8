import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

const buy = { type: 'buy', date: '2024-01-15', symbol: 'AAPL', quantity: 10, price: 182.5 };
const sell = { type: 'sell', date: '2024-03-01', symbol: 'AAPL', quantity: 4, price: 200 };

/** Thousands of lines on a busy machine. */
describe('the lines of a ledger', () => {
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

  const assets = async () => (await ledger.get('').expect(200)).body.assets as object[];

  it('begins with the account Main, which is fifo and tracks no cash', async () => {
    const { body } = await ledger.get('/accounts').expect(200);
    expect(body.items).toMatchObject([
      { name: 'Main', cost_method: 'fifo', tracks_cash: false, currency: 'USD' },
    ]);
  });

  it('gives a line back as it was sent, where it was put, and the assets are its open lot', async () => {
    const { body, headers } = await ledger
      .post('/transactions', { account_id: ledger.main, ...buy, fee: 5, note: 'first', tags: ['plan'] })
      .expect(201);
    expect(body).toMatchObject({
      ...buy,
      fee: 5,
      note: 'first',
      tags: ['plan'],
      currency: 'USD',
      version: 1,
    });
    expect(headers.location).toBe(`/api/v1/portfolio/${ledger.id}/transactions/${body.id}`);
    const again = await ledger.get(`/transactions/${body.id}`).expect(200);
    expect(again.body).toEqual(body);
    expect(again.headers.etag).toBe('"v1"');
    expect(await assets()).toEqual([
      { id: body.id, symbol: 'AAPL', quantity: 10, purchase_price: 183, purchase_date: '2024-01-15' },
    ]);
  });

  it('keeps every digit: 0.1 + 0.2 - 0.3 closes a position', async () => {
    await ledger.line({ ...buy, quantity: 0.1 });
    await ledger.line({ ...buy, quantity: 0.2 });
    await ledger.line({ ...sell, quantity: 0.3 });
    expect(await assets()).toEqual([]);
    const id = await ledger.line({ ...buy, quantity: '123456789012345.123456789012345678' });
    const { body } = await ledger.get(`/transactions/${id}`).expect(200);
    expect(body.quantity).toBe('123456789012345.123456789012345678');
  });

  it('refuses a sale of more than is held, exactly', async () => {
    const lot = await ledger.line({ ...buy, quantity: 0.3 });
    const { body } = await ledger
      .post('/transactions', { account_id: ledger.main, ...sell, quantity: '0.300000000000000001' })
      .expect(422);
    expect(body).toMatchObject({
      code: 'ledger.oversold',
      symbol: 'AAPL',
      date: '2024-03-01',
      field: 'quantity',
      held: '0.3',
      asked: '0.300000000000000001',
      lots: [{ transaction_id: lot, quantity: '0.3' }],
    });
    expect(body.detail).toContain('exactly 0.3');
  });

  it('refuses an edit and a delete that make a later sale impossible, naming the sale', async () => {
    const bought = await ledger.line(buy);
    const sold = await ledger.line(sell);
    for (const refused of [
      ledger.patch(`/transactions/${bought}`, { quantity: 3 }),
      ledger.patch(`/transactions/${bought}`, { date: '2024-03-02' }),
      ledger.delete(`/transactions/${bought}`),
    ]) {
      const { body } = await refused.expect(422);
      expect(body).toMatchObject({
        code: 'ledger.oversold',
        transaction_id: sold,
        line: null,
        date: '2024-03-01',
      });
    }
    expect(await assets()).toMatchObject([{ quantity: 6 }]);
  });

  it('changes the fields given, and takes away what is null', async () => {
    const id = await ledger.line({ ...buy, fee: 5, note: 'typo' });
    const changed = await ledger.patch(`/transactions/${id}`, { quantity: 12, fee: null }).expect(200);
    expect(changed.body).toMatchObject({ quantity: 12, note: 'typo', version: 2 });
    expect(changed.body).not.toHaveProperty('fee');
    expect(changed.headers.etag).toBe('"v2"');
    await ledger.patch(`/transactions/${id}`, { note: 'late' }).set('If-Match', '"v1"').expect(412);
    await ledger.delete(`/transactions/${id}`).set('If-Match', '"v1"').expect(412);
    await ledger.delete(`/transactions/${id}`).set('If-Match', '"v2"').expect(204);
    await ledger.get(`/transactions/${id}`).expect(404);
    expect(await assets()).toEqual([]);
  });

  it('takes many lines or none', async () => {
    const line = { account_id: ledger.main, ...buy };
    const bad = await ledger
      .post('/transactions', { items: [line, { ...line, ...sell, quantity: 11 }, line] })
      .expect(201);
    expect(bad.body.items).toHaveLength(3);
    const refused = await ledger
      .post('/transactions', { items: [line, { ...line, ...sell, date: '2024-01-14' }] })
      .expect(422);
    expect(refused.body).toMatchObject({ code: 'ledger.oversold', line: 1, date: '2024-01-14', held: '0' });
    expect(refused.body.errors).toEqual([{ field: 'items.1.quantity', message: expect.any(String) }]);
    const invalid = await ledger
      .post('/transactions', { items: [line, { ...line, quantity: -1 }, { ...line, type: 'gift' }, 7] })
      .expect(400);
    expect(invalid.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'items.1.quantity',
      'items.2.type',
      'items.3',
    ]);
    expect((await ledger.get('/transactions').expect(200)).body.items).toHaveLength(3);
  });

  it.each<[string, string, object]>([
    ['a field that the type has not', 'numerator', { ...buy, numerator: 2 }],
    ['an amount of a purchase', 'amount', { ...buy, amount: 2 }],
    ['an unknown type', 'type', { ...buy, type: 'gift' }],
    ['no symbol', 'symbol', { ...buy, symbol: undefined }],
    ['a symbol with a blank', 'symbol', { ...buy, symbol: 'NO GO' }],
    ['a negative price', 'price', { ...buy, price: -1 }],
    ['nothing bought', 'quantity', { ...buy, quantity: 0 }],
    ['a number that is none', 'quantity', { ...buy, quantity: 'NaN' }],
    ['too many decimals', 'quantity', { ...buy, quantity: '0.1234567890123456789' }],
    ['more than 10^15', 'quantity', { ...buy, quantity: '1000000000000001' }],
    ['digits that a JSON number lost', 'quantity', { ...buy, quantity: 9_007_199_254_740_993 }],
    ['a day that never was', 'date', { ...buy, date: '2023-02-29' }],
    ['a day to come', 'date', { ...buy, date: '2199-01-01' }],
    ['a settlement before the trade', 'settle_date', { ...buy, settle_date: '2024-01-14' }],
    ['a rate of nothing', 'fx_rate', { ...buy, fx_rate: 0 }],
    [
      'a half numerator',
      'numerator',
      { type: 'split', date: '2024-01-15', symbol: 'AAPL', numerator: 1.5, denominator: 1 },
    ],
    [
      'a share above one',
      'cost_share',
      {
        type: 'spin_off',
        date: '2024-01-15',
        symbol: 'A',
        into: 'B',
        ratio_n: 1,
        ratio_d: 1,
        cost_share: 1.1,
      },
    ],
    ['a merger into nothing', 'cash_per_share', { type: 'merger', date: '2024-01-15', symbol: 'A' }],
    ['a bad account id', 'account_id', { ...buy, account_id: 'mine' }],
    [
      'more of named lots than is sold',
      'lots',
      { ...sell, lots: [{ transaction_id: 'f'.repeat(24), quantity: 5 }] },
    ],
  ])('refuses %s, naming %s', async (_what, field, line) => {
    const { body } = await ledger.post('/transactions', { account_id: ledger.main, ...line }).expect(400);
    expect(body).toMatchObject({
      code: 'validation.failed',
      errors: [{ field, message: expect.any(String) }],
    });
  });

  it('refuses a rate other than 1 of the currency of the portfolio, also by an edit', async () => {
    const { body } = await ledger
      .post('/transactions', { items: [{ account_id: ledger.main, ...buy, fx_rate: 0.8 }] })
      .expect(422);
    expect(body).toMatchObject({
      code: 'ledger.invalid_line',
      line: 0,
      field: 'fx_rate',
      errors: [{ field: 'items.0.fx_rate' }],
    });
    const id = await ledger.line({ ...buy, fx_rate: 1 });
    await ledger.patch(`/transactions/${id}`, { fx_rate: 0.8 }).expect(422);
    await ledger.patch(`/transactions/${id}`, { fx_rate: 0.8, currency: 'CHF' }).expect(200);
    await ledger.delete(`/transactions/${id}`).expect(204);
  });

  it('refuses a number that is not finite', async () => {
    const line = JSON.stringify({ account_id: ledger.main, ...buy }).replace('182.5', '1e999');
    const { body } = await ledger
      .post('/transactions', line as never)
      .type('json')
      .expect(400);
    expect(body).toMatchObject({ code: 'validation.failed', errors: [{ field: 'price' }] });
  });

  it('refuses lots that are named before they were bought, that are used up, and that a later sale names', async () => {
    const account_id = await ledger.account({ name: 'Named', cost_method: 'specific' });
    const early = await ledger.line({ account_id, ...buy });
    const late = await ledger.line({ account_id, ...buy, date: '2024-04-01' });
    const sale = (of: string, quantity = 4) => ({
      account_id,
      ...sell,
      lots: [{ transaction_id: of, quantity }],
    });
    const used = { code: 'ledger.lot_used_up', field: 'lots', symbol: 'AAPL', date: '2024-03-01' };
    const before = await ledger.post('/transactions', sale(late)).expect(422);
    expect(before.body).toMatchObject({ ...used, held: '0', asked: '4' });
    const sold = await ledger.line({ ...sale(early, 4), date: '2024-04-02' });
    const twice = { ...sale(early), date: '2024-04-03', quantity: 7, lots: sale(early, 7).lots };
    const spent = await ledger.post('/transactions', twice).expect(422);
    expect(spent.body).toMatchObject({ ...used, date: '2024-04-03', held: '6', asked: '7' });
    const gone = await ledger.delete(`/transactions/${early}`).expect(422);
    expect(gone.body).toMatchObject({ ...used, date: '2024-04-02', transaction_id: sold, held: '0' });
    expect((await ledger.get('/transactions').expect(200)).body.items).toHaveLength(3);
  });

  it('refuses what is for another account: unknown ones, and money where no cash is tracked', async () => {
    const unknown = await ledger.post('/transactions', { ...buy, account_id: 'f'.repeat(24) }).expect(422);
    expect(unknown.body).toMatchObject({ code: 'ledger.unknown_account', field: 'account_id' });
    const deposit = { account_id: ledger.main, type: 'deposit', date: '2024-01-02', amount: 100 };
    const cashless = await ledger.post('/transactions', { items: [deposit] }).expect(422);
    expect(cashless.body).toMatchObject({ code: 'ledger.no_cash_account', line: 0, date: '2024-01-02' });
  });

  it('has an external id once in an account', async () => {
    const id = await ledger.line({ ...buy, external_id: 'x-1' });
    const again = { account_id: ledger.main, ...buy, external_id: 'x-1' };
    const { body } = await ledger.post('/transactions', again).expect(422);
    expect(body).toMatchObject({ code: 'ledger.duplicate_external_id', field: 'external_id' });
    const other = await ledger.account({ name: 'Other' });
    await ledger.post('/transactions', { ...again, account_id: other }).expect(201);
    await ledger.post('/transactions', { items: [again, again] }).expect(422);
    await ledger.patch(`/transactions/${id}`, { note: 'same line' }).expect(200);
  });

  it('does a keyed request once', async () => {
    const items = [buy, buy].map((line) => ({ account_id: ledger.main, ...line }));
    const send = () =>
      ledger.post('/transactions', { items }).set('Idempotency-Key', `key-${ledger.id}`).expect(201);
    const first = await send();
    const second = await send();
    expect(second.body).toEqual(first.body);
    expect((await ledger.get('/transactions').expect(200)).body.items).toHaveLength(2);
  });

  it('refuses 5,001 lines and takes 5,000', async () => {
    const items = Array.from({ length: 5_001 }, (_, i) => ({
      account_id: ledger.main,
      ...buy,
      symbol: `S${i % 50}`,
      external_id: `x-${i}`,
    }));
    const { body } = await ledger.post('/transactions', { items }).expect(400);
    expect(body.errors).toEqual([{ field: 'items', message: expect.stringContaining('5000') }]);
    const made = await ledger.post('/transactions', { items: items.slice(1) }).expect(201);
    expect(made.body.items).toHaveLength(5_000);
    expect(made.body.items[4_999]).toMatchObject({ external_id: 'x-5000' });
  });

  it('finds lines by type, symbol, account, days and text, in either order, page by page', async () => {
    const other = await ledger.account({ name: 'Other', tracks_cash: true });
    await ledger.line(buy);
    await ledger.line({ ...buy, symbol: 'MSFT', date: '2024-02-01', note: 'A (whole) story' });
    await ledger.line({ type: 'dividend', symbol: 'AAPL', amount: 3, date: '2024-02-10' });
    await ledger.line({
      account_id: other,
      type: 'deposit',
      amount: 100,
      date: '2024-02-20',
      tags: ['salary'],
    });
    await ledger.line(sell);
    const found = async (query: string) =>
      (await ledger.get(`/transactions?${query}`).expect(200)).body.items.map(
        ({ type, symbol }: { type: string; symbol?: string }) => `${type} ${symbol ?? ''}`.trim(),
      ) as string[];
    expect(await found('')).toEqual(['sell AAPL', 'deposit', 'dividend AAPL', 'buy MSFT', 'buy AAPL']);
    expect(await found('sort=date&type=buy,sell')).toEqual(['buy AAPL', 'buy MSFT', 'sell AAPL']);
    expect(await found('symbol=aapl&sort=created')).toEqual(['buy AAPL', 'dividend AAPL', 'sell AAPL']);
    expect(await found(`account=${other}`)).toEqual(['deposit']);
    expect(await found('from=2024-02-01&to=2024-02-10')).toEqual(['dividend AAPL', 'buy MSFT']);
    expect(await found('q=(WHOLE)')).toEqual(['buy MSFT']);
    expect(await found('q=salary')).toEqual(['deposit']);
    for (const sort of ['date', '-date', 'created', '-created']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await ledger.get(`/transactions?sort=${sort}&limit=2${cursor}`).expect(200);
        seen.push(...body.items.map(({ id }: { id: string }) => id));
        cursor = body.next_cursor ? `&cursor=${body.next_cursor}` : '';
      } while (cursor);
      expect(new Set(seen).size).toBe(5);
    }
    await ledger.get('/transactions?cursor=nonsense').expect(400);
    await ledger.get('/transactions?sort=price').expect(400);
  });

  it('hides a ledger from everybody else', async () => {
    const id = await ledger.line(buy);
    const { authorization } = await registerUser(running);
    for (const path of ['/accounts', '/transactions', `/transactions/${id}`, `/accounts/${ledger.main}`]) {
      const { body } = await ledger.get(path).set(authorization).expect(404);
      expect(body.code).toBe('portfolio.not_found');
    }
  });
});
