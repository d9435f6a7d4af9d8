import { readFile } from 'node:fs/promises';
import request from 'supertest';
import { BarImporter } from '../../../src/market/history/bars/bar-importer';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

/**
 * Closes of the S&P 500 as the file has them; by hand:
 * 2008: 903.250000 / 1468.359985 - 1 = -0.384858 (published: -38.49 %)
 * 2013: 1848.359985 / 1426.189941 - 1 = 0.296013 (published: 29.60 %)
 */
const CLOSE = { 2007: 1_468.359985, 2008: 903.25, 2012: 1_426.189941, 2013: 1_848.359985 };
const lot = { symbol: 'SPX', quantity: 10, purchase_price: CLOSE[2007], purchase_date: '2007-12-31' };

describe('a portfolio over real days of the S&P 500', () => {
  let running: TestApp;
  let ada: Account;
  let path: string;

  const performance = async (query: string) =>
    (await request(running.url).get(`${path}/performance?${query}`).set(ada.authorization).expect(200)).body;

  beforeAll(async () => {
    running = await startApp();
    ada = await registerUser(running);
    const csv = await readFile('node_modules/vega-datasets/data/sp500-2000.csv', 'utf8');
    const order = { symbol: 'SPX', currency: 'USD', adjustment: 'raw', skipBad: false } as const;
    await expect(running.app.get(BarImporter).load(csv, order)).resolves.toMatchObject({ bad: [] });
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Index', assets: [lot] })
      .expect(201);
    path = `/api/v1/portfolio/${body.id}`;
  });

  afterAll(() => running.close());

  it.each([
    ['2008', '2008-01-01', '2008-12-31', CLOSE[2008] / CLOSE[2007] - 1, -0.3849],
    ['2013', '2013-01-01', '2013-12-31', CLOSE[2013] / CLOSE[2012] - 1, 0.296],
  ])('returned in %s what was published', async (_year, from, to, exact, published) => {
    const { returns, months, quality } = await performance(`from=${from}&to=${to}`);
    expect(returns.time_weighted.value).toBeCloseTo(exact, 12);
    expect(returns.simple.value).toBeCloseTo(exact, 12);
    expect(returns.time_weighted.value).toBeCloseTo(published, 4);
    expect(months).toMatchObject([{ total: expect.closeTo(exact, 12) }]);
    expect(quality).toMatchObject({ missing: [], carried_forward_days: 0, prices_as_of: to });
  });

  it('made what ten shares of it made, and followed itself as its benchmark', async () => {
    const { summary, holdings, returns, risk, benchmark } = await performance('to=2013-12-31&benchmark=SPX');
    // 10 * (1848.359985 - 1468.359985) = 3800; 10 * (1848.359985 - 1841.069946) on the last day
    expect(summary.unrealised_pnl).toBeCloseTo(3_800, 8);
    expect(summary.day_change).toBeCloseTo(72.90039, 8);
    expect(summary.unrealised_pnl_percent).toBeCloseTo(3_800 / 14_683.59985, 12);
    expect(holdings).toMatchObject([{ symbol: 'SPX', price: CLOSE[2013], weight: 1 }]);
    // Six years of 2,192 days: (1848.359985 / 1468.359985) ^ (365 / 2192) - 1
    expect(returns.time_weighted_annualised.value).toBeCloseTo(
      (CLOSE[2013] / CLOSE[2007]) ** (365 / 2_192) - 1,
      12,
    );
    expect(returns.money_weighted.value).toBeCloseTo(returns.time_weighted_annualised.value, 10);
    expect(benchmark.total_return.value).toBeCloseTo(returns.time_weighted.value, 12);
    expect(risk).toMatchObject({ beta: expect.closeTo(1, 10), alpha: expect.closeTo(0, 10) });
    // The closing low of the crisis, 676.53 on 2009-03-09.
    expect(risk.max_drawdown).toMatchObject({
      value: expect.closeTo(676.530029 / CLOSE[2007] - 1, 10),
      peak_date: '2007-12-31',
      trough_date: '2009-03-09',
    });
  });

  it('opens a window on a holiday with the close before it', async () => {
    const { from, series, returns } = await performance('from=2013-01-01&to=2013-01-02');
    expect(from).toBe('2013-01-01');
    expect(series).toMatchObject([{ date: '2013-01-02' }]);
    expect(returns.time_weighted.value).toBeCloseTo(1_462.420044 / CLOSE[2012] - 1, 12);
  });

  it('knows every day of the file, which are more than one answer of the database holds', async () => {
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Since 2000', assets: [{ ...lot, purchase_date: '2000-01-03' }] })
      .expect(201);
    const { body: whole } = await request(running.url)
      .get(`/api/v1/portfolio/${body.id}/performance?to=2020-04-17`)
      .set(ada.authorization)
      .expect(200);
    expect(whole.series).toHaveLength(5_105);
    expect(whole.summary.market_value).toBeCloseTo(10 * 2_874.560059, 6);
    expect(whole.quality).toMatchObject({ carried_forward_days: 0, prices_as_of: '2020-04-17' });
  });

  it('shows no noise of binary floats, and names a lot that seems to be told in shares of before a split', async () => {
    const paid = { ...lot, quantity: 0.1, purchase_price: 4 * CLOSE[2007] };
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Split', assets: [paid, { ...lot, quantity: 0.2 }] })
      .expect(201);
    const answer = await request(running.url)
      .get(`/api/v1/portfolio/${body.id}/performance?to=2013-12-31`)
      .set(ada.authorization)
      .expect(200);
    expect(answer.body.summary.market_value).toBe(554.5079955);
    expect(answer.body.holdings).toMatchObject([{ quantity: 0.3, market_value: 554.5079955 }]);
    expect(answer.body.quality.suspected_splits).toEqual([
      { symbol: 'SPX', date: '2007-12-31', ratio: 4, seen_in: 'purchase_price' },
    ]);
    const digits = answer.text.match(/\d+\.\d+/g)!.map((number) => number.replace(/[.]|^0\.0*/g, '').length);
    expect(Math.max(...digits)).toBeLessThanOrEqual(15);
  });
});
