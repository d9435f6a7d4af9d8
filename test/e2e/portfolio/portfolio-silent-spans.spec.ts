import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';

const FIRST = '2022-12-01';
const TODAY = new Date().toISOString().slice(0, 10);
const moving = (close: (i: number) => number) =>
  Object.fromEntries(Object.keys(closesFrom(FIRST, TODAY, 1)).map((day, i) => [day, close(i)]));
const EURUSD = moving((i) => 1.1 + (i % 50) * 0.002);
const SPY = moving((i) => 300 + i * 0.1);
const on = (closes: Record<string, number>, day: string) =>
  closes[
    Object.keys(closes)
      .filter((one) => one <= day)
      .at(-1)!
  ]!;
const euros = (dollars: number, day: string) => dollars / on(EURUSD, day);

describe('spans without closes', () => {
  let running: TestApp;
  let standIn: ProviderStandIn;
  let ada: Account;
  let cash: LedgerUnderTest;

  beforeAll(async () => {
    standIn = await startProviderStandIn(
      yahooMarket({
        SPY: { closes: SPY },
        'EURUSD=X': { closes: EURUSD, opens: '00:00', timeZone: 'Europe/London' },
      }),
    );
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      ROLE: 'api',
      LOG_LEVEL: 'error',
    });
    ada = await registerUser(running);
    cash = await openLedger(running, ada, { currency: 'EUR' });
    const account_id = await cash.account({ name: 'Dollars', currency: 'USD', tracks_cash: true });
    await cash.line({ account_id, type: 'deposit', date: '2023-01-02', amount: 1000 });
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const performance = async ({ get }: LedgerUnderTest, query: string) =>
    (await get(`/performance?${query}`).expect(200)).body;
  const attribution = async ({ get }: LedgerUnderTest, query: string) =>
    (await get(`/attribution?${query}`).expect(200)).body.items[0];

  it('are told day by day while foreign money is held', async () => {
    const { summary, periods, months, series } = await performance(cash, 'to=2024-06-28');
    const [before, now] = [euros(1000, '2024-06-27'), euros(1000, '2024-06-28')];
    expect(summary.day_change).toBeCloseTo(now - before, 4);
    expect(periods.day.value).toBeCloseTo(now / before - 1, 6);
    expect(periods.week.value).toBeCloseTo(now / euros(1000, '2024-06-21') - 1, 6);
    expect(periods.year_to_date.value).toBeCloseTo(now / euros(1000, '2023-12-31') - 1, 6);
    expect(months[0].total).toBeCloseTo(euros(1000, '2023-12-31') / euros(1000, '2023-01-02') - 1, 6);
    expect(months[1].months).toEqual([
      ...Array.from({ length: 6 }, () => expect.any(Number) as number),
      ...new Array<null>(6).fill(null),
    ]);
    expect(series.length).toBeGreaterThan(380);
  });

  it('are cut where a window opens, with one value on either side', async () => {
    const [whole, one, next] = await Promise.all(
      ['to=2024-06-28', 'to=2023-09-30', 'from=2023-10-01&to=2024-06-28'].map((query) =>
        performance(cash, query),
      ),
    );
    const growth = ({ returns }: { returns: { time_weighted: { value: number } } }) =>
      1 + returns.time_weighted.value;
    expect(growth(one) * growth(next)).toBeCloseTo(growth(whole), 6);
    expect(one.summary.market_value).toBeCloseTo(euros(1000, '2023-09-29'), 4);
    expect(next.series[0].invested).toBeCloseTo(one.summary.market_value, 4);
    const [ended, opened] = await Promise.all([
      attribution(cash, 'to=2023-09-30'),
      attribution(cash, 'from=2023-10-01&to=2024-06-28'),
    ]);
    expect(ended.end_value).toBeCloseTo(one.summary.market_value, 4);
    expect(opened.start_value).toBeCloseTo(one.summary.market_value, 4);
    expect(opened.currency_gain).toBeCloseTo(next.summary.market_value - one.summary.market_value, 4);
  });

  it('are told of a house, whose price is told every few years', async () => {
    const prices = [
      { date: '2023-01-02', close: 200_000 },
      { date: '2025-06-30', close: 220_000 },
    ];
    await request(running.url)
      .put('/api/v1/market/private/PRIVATE:HOUSE/prices')
      .set(ada.authorization)
      .send({ name: 'House', currency: 'USD', prices })
      .expect(200);
    const house = await openLedger(running, ada, { currency: 'EUR' });
    await house.line({
      type: 'buy',
      date: '2023-01-03',
      symbol: 'PRIVATE:HOUSE',
      quantity: 1,
      price: 200_000,
      currency: 'USD',
    });
    const { summary, periods, returns } = await performance(house, 'from=2024-03-01&to=2024-12-31');
    const now = euros(200_000, '2024-12-31');
    expect(summary.market_value).toBeCloseTo(now, 3);
    expect(summary.day_change).toBeCloseTo(now - euros(200_000, '2024-12-30'), 3);
    expect(periods.month.value).toBeCloseTo(now / euros(200_000, '2024-11-30') - 1, 6);
    expect(returns.time_weighted.value).toBeCloseTo(now / euros(200_000, '2024-02-29') - 1, 6);
    const { start_value } = await attribution(house, 'from=2024-03-01&to=2024-12-31');
    expect(start_value).toBeCloseTo(euros(200_000, '2024-02-29'), 3);
  });

  it('have a benchmark over the window alone', async () => {
    const { benchmark } = await performance(cash, 'from=2024-01-01&to=2024-12-31&benchmark=SPY');
    const worth = (day: string) => euros(on(SPY, day), day);
    expect(benchmark.total_return.value).toBeCloseTo(worth('2024-12-31') / worth('2023-12-29') - 1, 6);
    const dollars = await openLedger(running, ada, { currency: 'USD' });
    const account_id = await dollars.account({ name: 'Cash', tracks_cash: true });
    await dollars.line({ account_id, type: 'deposit', date: '2023-01-02', amount: 1000 });
    await dollars.line({
      account_id,
      type: 'buy',
      date: '2024-07-01',
      symbol: 'SPY',
      quantity: 1,
      price: 500,
    });
    const whole = await performance(dollars, 'to=2024-12-31&benchmark=SPY');
    expect(whole.benchmark.total_return.value).toBeCloseTo(
      on(SPY, '2024-12-31') / on(SPY, '2023-01-02') - 1,
      6,
    );
    const window = await performance(dollars, 'from=2024-03-01&to=2024-12-31&benchmark=SPY');
    expect(window.benchmark.total_return.value).toBeCloseTo(
      on(SPY, '2024-12-31') / on(SPY, '2024-02-29') - 1,
      6,
    );
  });

  it('are a line and a change of one day in the summary of all portfolios', async () => {
    const bea = await registerUser(running);
    const summary = async (currency: string) =>
      (
        await request(running.url)
          .get(`/api/v1/portfolio/summary?days=30&currency=${currency}`)
          .set(bea.authorization)
          .expect(200)
      ).body;
    const own = await openLedger(running, bea, { currency: 'EUR' });
    const account_id = await own.account({ name: 'Dollars', currency: 'USD', tracks_cash: true });
    await own.line({ account_id, type: 'deposit', date: '2023-01-02', amount: 1000 });
    const { as_of } = await performance(own, '');
    const eve = new Date(Date.parse(as_of) - 86_400_000).toISOString().slice(0, 10);
    const inEuros = await summary('EUR');
    expect(inEuros.day_change).toBeCloseTo(euros(1000, as_of) - euros(1000, eve), 4);
    const { sparkline } = inEuros.items[0];
    expect(sparkline.length).toBeGreaterThan(15);
    for (const { date, value } of sparkline) expect(value).toBeCloseTo(euros(1000, date), 4);
    expect(inEuros.sparkline).toEqual(sparkline);
    // Euros that lie still are worth as many dollars as their rate says.
    const still = await openLedger(running, bea, { currency: 'EUR' });
    const savings = await still.account({ name: 'Euros', currency: 'EUR', tracks_cash: true });
    await still.line({ account_id: savings, type: 'deposit', date: '2023-01-02', amount: 500 });
    await own.delete('').expect(204);
    const inDollars = await summary('USD');
    expect(inDollars.items[0].sparkline.map(({ value }: { value: number }) => value)).toEqual([500, 500]);
    expect(inDollars.sparkline.length).toBeGreaterThan(15);
    for (const { date, value } of inDollars.sparkline) expect(value).toBeCloseTo(500 * on(EURUSD, date), 3);
  });
});
