import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

describe('what a ledger did', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;
  let depot: string;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    ledger = await openLedger(running, ada);
    depot = await ledger.account({ name: 'Depot', tracks_cash: true });
    for (const line of [
      { type: 'deposit', date: '2025-01-02', amount: 10_000 },
      { type: 'buy', date: '2025-01-06', symbol: 'AAPL', quantity: 10, price: 240, fee: 5 },
      { type: 'dividend', date: '2025-02-10', symbol: 'AAPL', amount: 2.5, tax: 0.5 },
      { type: 'sell', date: '2025-06-02', symbol: 'AAPL', quantity: 4, price: 250, fee: 5 },
    ])
      await ledger.line({ ...line, account_id: depot });
  });

  afterAll(() => running.close());

  const performance = async (query = '') => (await ledger.get(`/performance${query}`).expect(200)).body;

  it('counts cash, and only the shares that are left', async () => {
    const { holdings, summary, from } = await performance();
    const cash = 10_000 - 2_405 + 2 + 995;
    expect(from).toBe('2025-01-02');
    expect(holdings).toMatchObject([{ symbol: 'AAPL', quantity: 6, cost_basis: 1_443 }]);
    expect(summary.market_value).toBeCloseTo(holdings[0].market_value + cash, 6);
  });

  it('had, on the day of the deposit, the deposit', async () => {
    const { series } = await performance('?to=2025-01-03');
    expect(series[0]).toMatchObject({ date: '2025-01-02', value: 10_000, twr_index: 1 });
  });

  it('tells an account alone, and what it would be without fees', async () => {
    const alone = await performance(`?account=${depot}`);
    expect(alone).toMatchObject({ account: depot, cash: [{ account_id: depot, balance: 8_592 }] });
    const empty = await performance(`?account=${ledger.main}`);
    expect(empty.summary.market_value).toBe(0);
    const before = await performance('?before=fees');
    expect(before.returns.time_weighted.value).toBeGreaterThan(alone.returns.time_weighted.value);
    await ledger.get(`/performance?account=${'f'.repeat(24)}`).expect(404);
    await ledger.get('/performance?before=rain').expect(400);
  });

  it.each(['portfolio', 'account', 'symbol'])('adds up by %s', async (by) => {
    for (const window of ['', '&from=2025-03-01&to=2025-09-30']) {
      const { body } = await ledger.get(`/attribution?by=${by}${window}`).expect(200);
      expect(body.items.length).toBeGreaterThan(0);
      for (const one of body.items as Record<string, number>[]) {
        const sum =
          one.start_value! +
          one.in! -
          one.out! +
          one.price_gain! +
          one.currency_gain! +
          one.income! -
          one.costs! -
          one.taxes!;
        expect(sum).toBeCloseTo(one.end_value!, 2);
      }
    }
  });

  it('is told of one account alone, in every figure', async () => {
    const second = await ledger.account({ name: 'Second', tracks_cash: true });
    for (const line of [
      { type: 'deposit', date: '2025-01-02', amount: 1_000 },
      { type: 'buy', date: '2025-01-06', symbol: 'MSFT', quantity: 2, price: 400 },
      { type: 'dividend', date: '2025-02-10', symbol: 'MSFT', amount: 4 },
      { type: 'sell', date: '2025-06-02', symbol: 'MSFT', quantity: 1, price: 450 },
    ])
      await ledger.line({ ...line, account_id: second });
    const told = async (path: string, account: string) =>
      (await ledger.get(`${path}${path.includes('?') ? '&' : '?'}account=${account}`).expect(200)).body;
    for (const account of [second, second.toUpperCase()]) {
      expect((await told('/performance', account)).summary.cost_basis).toBe(400);
      expect((await told('/income', account)).totals).toMatchObject({ gross: 4, lines: 1 });
      expect((await told('/realised', account)).totals.all).toMatchObject({ gain: 50, lines: 1 });
      expect((await told('/lots', account)).items).toMatchObject([{ symbol: 'MSFT', quantity: 1 }]);
      expect((await told('/cash', account)).items).toMatchObject([{ balance: 654 }]);
      expect((await told('/transactions', account)).items).toHaveLength(4);
      expect((await told('/attribution', account)).items).toMatchObject([
        { key: second, in: 1_000, income: 4, price_gain_realised: 50 },
      ]);
      expect((await told('/attribution?by=symbol', account)).items).toMatchObject([
        { key: 'MSFT', in: 800, out: 454, income: 4 },
      ]);
    }
    const [one, other, all] = [
      await told('/attribution', depot),
      await told('/attribution', second),
      (await ledger.get('/attribution').expect(200)).body,
    ];
    expect(all).toMatchObject({ account: null, items: [{ key: null }] });
    expect(one.items[0].end_value + other.items[0].end_value).toBeCloseTo(all.items[0].end_value, 6);
    await ledger.delete(`/accounts/${second}?cascade=true`).expect(204);
  });

  it.each([
    'performance',
    'performance/charts/value.svg',
    'attribution',
    'income',
    'realised',
    'lots',
    'cash',
    'holdings',
    'allocation',
    'transactions',
  ])('refuses %s of an account that the portfolio has not', async (path) => {
    const { body } = await ledger.get(`/${path}?account=${'f'.repeat(24)}`).expect(404);
    expect(body.code).toBe('account.not_found');
  });

  it('goes on when all is sold', async () => {
    await ledger.line({
      account_id: depot,
      type: 'sell',
      date: '2025-07-01',
      symbol: 'AAPL',
      quantity: 6,
      price: 260,
    });
    const { holdings, summary, returns } = await performance();
    expect(holdings).toEqual([]);
    expect(summary.market_value).toBeCloseTo(10_000 - 2_405 + 2 + 995 + 1_560, 6);
    expect(returns.time_weighted.value).not.toBeNull();
    expect(returns.simple.value).toBeCloseTo((2 + 995 + 1_560 - 2_405) / 10_000, 9);
  });
});
