import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { eventually } from '../../support/waiting/eventually';

describe('what a portfolio holds now', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;
  let second: string;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    ledger = await openLedger(running, ada);
    second = await ledger.account({ name: 'Second', tracks_cash: true });
    const bought = { type: 'buy', date: '2024-01-15', price: 100 };
    await ledger.line({ ...bought, symbol: 'AAPL', quantity: 10, tags: ['core'] });
    await ledger.line({
      type: 'deposit',
      account_id: second,
      date: '2024-01-02',
      amount: 5_000,
      currency: 'USD',
    });
    await ledger.line({ ...bought, account_id: second, symbol: 'JPM', quantity: 4 });
  });
  afterAll(() => running.close());

  it('lists rows at the newest prices, with names once they are known', async () => {
    await ledger.get('/holdings').expect(200);
    await eventually(async () => {
      const { body } = await ledger.get('/holdings');
      return body.items.every(({ name }: { name: string | null }) => name !== null);
    });
    const { body } = await ledger.get('/holdings?sort=symbol').expect(200);
    expect(body).toMatchObject({ base_currency: 'USD', next_cursor: null });
    expect(body.items).toMatchObject([
      { symbol: 'AAPL', name: 'Apple Inc.', asset_class: 'equity', quantity: 10, cost_basis: 1_000 },
      { symbol: 'JPM', sector: 'Financial Services', country: 'US', quantity: 4, reason: null },
    ]);
    const [apple, bank] = body.items;
    expect(apple.market_value).toBeCloseTo(apple.price * 10, 6);
    expect(apple.weight + bank.weight).toBeCloseTo(1, 9);
    expect(body.market_value).toBeCloseTo(apple.market_value + bank.market_value, 6);
  });

  it('shows one account, pages, and refuses what is none', async () => {
    const { body } = await ledger.get(`/holdings?account=${second}`).expect(200);
    expect(body.items.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['JPM']);
    const first = await ledger.get('/holdings?limit=1&sort=-symbol').expect(200);
    expect(first.body.items[0].symbol).toBe('JPM');
    const next = await ledger.get(`/holdings?limit=1&sort=-symbol&cursor=${first.body.next_cursor}`);
    expect(next.body).toMatchObject({ items: [{ symbol: 'AAPL' }], next_cursor: null });
    expect((await ledger.get(`/holdings?account=${'0'.repeat(24)}`).expect(404)).body.code).toBe(
      'account.not_found',
    );
    await ledger.get('/holdings?sort=secret').expect(400);
  });

  it('tells how it is spread, with cash', async () => {
    const by = async (what: string) => (await ledger.get(`/allocation?by=${what}`).expect(200)).body;
    const classes = await by('class');
    expect(classes.items.map(({ key }: { key: string }) => key).sort()).toEqual(['cash', 'equity']);
    expect(classes.items.find(({ key }: { key: string }) => key === 'cash').market_value).toBe(4_600);
    const accounts = await by('account');
    expect(accounts.items.map(({ label }: { label: string }) => label).sort()).toEqual(['Main', 'Second']);
    expect((await by('tag')).items.map(({ key }: { key: string }) => key).sort()).toEqual([
      'cash',
      'core',
      'untagged',
    ]);
    await ledger.get('/allocation?by=mood').expect(400);
  });

  it('is empty where nothing is held', async () => {
    const empty = await openLedger(running, ada);
    expect((await empty.get('/holdings').expect(200)).body).toMatchObject({ market_value: 0, items: [] });
    expect((await empty.get('/allocation').expect(200)).body).toMatchObject({ market_value: 0, items: [] });
  });

  describe('summed up over all portfolios', () => {
    let bea: Account;
    const summary = (query = '') =>
      request(running.url).get(`/api/v1/portfolio/summary${query}`).set(bea.authorization);

    beforeAll(async () => {
      bea = await registerUser(running);
    });

    it('is nothing where there is none', async () => {
      const { body } = await summary('?currency=EUR').expect(200);
      expect(body).toMatchObject({ currency: 'EUR', net_worth: 0, day_change: 0, day_change_percent: null });
      expect(body).toMatchObject({ sparkline: [], items: [] });
    });

    it('tells worth, change and a sparkline that ends where it is now', async () => {
      const bought = { type: 'buy', date: '2024-01-15', price: 100, quantity: 10 };
      const dollars = await openLedger(running, bea);
      await dollars.line({ ...bought, symbol: 'AAPL' });
      const euros = await openLedger(running, bea, { currency: 'EUR' });
      await euros.line({ ...bought, symbol: 'MSFT', currency: 'USD' });
      const { body } = await summary('?currency=USD').expect(200);
      const [ofEuros, ofDollars] = body.items;
      expect(body.items.map(({ id }: { id: string }) => id)).toEqual([euros.id, dollars.id]);
      expect(ofDollars.worth).toBe(ofDollars.market_value);
      expect(body.net_worth).toBeCloseTo(ofEuros.worth + ofDollars.worth, 4);
      const rate = ofEuros.worth / ofEuros.market_value;
      const change = ofEuros.day_change * rate + ofDollars.day_change;
      expect(body.day_change).toBeCloseTo(change, 4);
      expect(body.day_change_percent).toBeCloseTo(change / (body.net_worth - change), 6);
      expect(body.sparkline.length).toBeGreaterThan(15);
      expect(body.sparkline.at(-1).value).toBeCloseTo(body.net_worth, 4);
      expect(ofEuros.sparkline.at(-1).value).toBeCloseTo(ofEuros.market_value, 4);
      const { summary: own } = (await euros.get('/performance').expect(200)).body;
      expect(ofEuros).toMatchObject({
        day_change: own.day_change,
        day_change_percent: own.day_change_percent,
      });
    });

    it('reaches back as far as it is asked to', async () => {
      const week = (await summary('?days=7').expect(200)).body;
      const year = (await summary('?days=366').expect(200)).body;
      expect(week).toMatchObject({ currency: 'EUR', net_worth: year.net_worth });
      expect(week.sparkline.length).toBeLessThan(10);
      expect(year.sparkline.length).toBeGreaterThan(240);
      expect(year.sparkline.slice(-3)).toEqual(week.sparkline.slice(-3));
      await summary('?days=6').expect(400);
      await summary('?currency=XXX1').expect(400);
    });

    it('is in the currency asked for, else in the one that the account chose, else in that of the newest', async () => {
      const choose = (base_currency: string | null) =>
        request(running.url)
          .patch('/api/v1/users/me')
          .set(bea.authorization)
          .send({ preferences: { base_currency } })
          .expect(200);
      await choose('CHF');
      expect((await summary().expect(200)).body.currency).toBe('CHF');
      expect((await summary('?currency=USD').expect(200)).body.currency).toBe('USD');
      await choose(null);
      expect((await summary().expect(200)).body.currency).toBe('EUR');
    });
  });
});
