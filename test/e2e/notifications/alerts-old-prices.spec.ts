import { getModelToken } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import request from 'supertest';
import { AlertRecord } from '../../../src/alerts/schemas/alert.schema';
import { QuoteFetcher } from '../../../src/market/quotes/quote-fetcher';
import { Account, registerSuperuser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, YahooSeries, yahooMarket } from '../../support/outside/yahoo-market';
import { eventually } from '../../support/waiting/eventually';

const HOUR_MS = 3_600_000;
const ROUTE = '/api/v1/notifications/alerts';

const priced = (price: number, agoMs: number) => ({
  regularMarketPrice: price,
  regularMarketTime: Math.floor((Date.now() - agoMs) / 1_000),
});
/** Its market is open at any hour. */
const open = (price: number, agoMs: number): YahooSeries => ({
  closes: closesFrom('2024-02-01', '2024-02-29', price),
  timeZone: 'UTC',
  opens: '00:00',
  quote: priced(price, agoMs),
});

describe('an alert on a symbol whose price is old', () => {
  const series: Record<string, YahooSeries> = {
    'DLY-USD': open(70, HOUR_MS),
    'LATE-USD': open(70, 0),
    'CUT-USD': open(70, 0),
    'DAYS.L': {
      closes: closesFrom('2024-02-01', '2024-02-29', 4_050),
      currency: 'GBp',
      timeZone: 'Europe/London',
      opens: '08:00',
      quote: null,
    },
  };
  let standIn: ProviderStandIn;
  let running: TestApp;
  let boss: Account;

  beforeAll(async () => {
    standIn = await startProviderStandIn(yahooMarket(series));
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      ROLE: 'api',
      LOG_LEVEL: 'silent',
    });
    boss = await registerSuperuser(running);
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const order = (symbol: string, wish: object) =>
    request(running.url)
      .post(ROUTE)
      .set(boss.authorization)
      .send({ symbol, condition: 'below', ...wish });
  const made = async (symbol: string, wish: object) => (await order(symbol, wish).expect(201)).body;
  const told = async (id: string) =>
    (await request(running.url).get(`${ROUTE}/${id}`).set(boss.authorization).expect(200)).body;
  const ordered = async (symbol: string) =>
    (await request(running.url).get(`${ROUTE}?symbol=${symbol}`).set(boss.authorization).expect(200)).body
      .items as object[];
  /** What was fetched a moment ago is not fetched again. */
  const refresh = async (symbol: string) => {
    const calls = standIn.calls.length;
    await eventually(async () => {
      await running.app.get(QuoteFetcher).fetch([symbol], 'refresh');
      return standIn.calls.length > calls;
    });
  };

  it('has its unit, and none of another currency', async () => {
    const { body } = await order('DLY-USD', { price: 60, currency: 'JPY' }).expect(400);
    expect(body).toMatchObject({ code: 'alert.wrong_currency', errors: [{ field: 'currency' }] });
    expect(await ordered('DLY-USD')).toEqual([]);
    expect(await made('DLY-USD', { price: 60 })).toMatchObject({ state: 'active', currency: 'USD' });
  });

  it('is fired by the next price, never by the old one', async () => {
    const { id, state } = await made('DLY-USD', { price: 71 });
    expect(state).toBe('active');
    await refresh('DLY-USD');
    expect(await told(id)).toMatchObject({ state: 'active', fired_price: null });
    series['DLY-USD'] = open(70.5, 0);
    await refresh('DLY-USD');
    expect(await told(id)).toMatchObject({ state: 'fired', fired_price: 70.5, currency: 'USD' });
  });

  it('is fired by a price that was true while it waited, however late that is told', async () => {
    const { id } = await made('LATE-USD', { price: 65 });
    const model = running.app.get<Model<AlertRecord>>(getModelToken(AlertRecord.name));
    series['LATE-USD'] = open(64, HOUR_MS);
    await refresh('LATE-USD');
    expect(await told(id)).toMatchObject({ state: 'active' });
    const earlier = new Date(Date.now() - 2 * HOUR_MS);
    await model.collection.updateOne({ symbol: 'LATE-USD' }, { $set: { created_at: earlier } });
    await refresh('LATE-USD');
    expect(await told(id)).toMatchObject({ state: 'fired', fired_price: 64 });
  });

  it('is refused where no price will ever come', async () => {
    await request(running.url)
      .put('/api/v1/admin/instruments/CUT-USD')
      .set(boss.authorization)
      .send({ kind: 'delisted', since: '2024-03-01' })
      .expect(200);
    const { body } = await order('CUT-USD', { price: 80 }).expect(409);
    expect(body).toMatchObject({
      code: 'alert.delisted',
      detail: expect.stringContaining('CUT-USD is traded no more since 2024-03-01'),
    });
    expect(await ordered('CUT-USD')).toEqual([]);
  });

  it('is held to the currency of the stored days, which do not tell the unit, while no provider answers', async () => {
    const days = '/api/v1/market/historical/DAYS.L?from=2024-02-01&to=2024-02-29';
    await request(running.url).get(days).set(boss.authorization).expect(200);
    standIn.answer = (_url, response) => response.writeHead(500).end();
    const { body } = await order('DAYS.L', { price: 60, currency: 'USD' }).expect(400);
    expect(body).toMatchObject({ code: 'alert.wrong_currency' });
    expect(await made('DAYS.L', { price: 4_100 })).toMatchObject({ state: 'active', currency: null });
    const { id } = await made('DAYS.L', { price: 4_100, currency: 'GBX' });
    standIn.answer = yahooMarket({ 'DAYS.L': { ...series['DAYS.L']!, quote: priced(4_090, 0) } });
    await eventually(async () => {
      await refresh('DAYS.L');
      return (await told(id)).state === 'fired';
    });
    expect((await ordered('DAYS.L')).map((alert) => (alert as { fired_price: number }).fired_price)).toEqual([
      4_090, 4_090,
    ]);
  });
});
