import request from 'supertest';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { yahooMarket } from '../../support/outside/yahoo-market';

describe('whether markets are open', () => {
  let running: TestApp;
  let standIn: ProviderStandIn;
  let authorization: { Authorization: string };

  beforeAll(async () => {
    const closes = { '2026-01-02': 100 };
    standIn = await startProviderStandIn(
      yahooMarket({
        'OPEN.JK': { timeZone: 'Asia/Jakarta', closes, quote: { marketState: 'REGULAR' } },
        'SHUT.QQ': { timeZone: 'Asia/Riyadh', closes, quote: { marketState: 'CLOSED' } },
        'BTC-CAD': { timeZone: 'UTC', closes, quote: { marketState: 'REGULAR' } },
        'VOD.L': { currency: 'GBp', timeZone: 'Europe/London', closes, quote: { regularMarketPrice: 4_050 } },
      }),
    );
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      LOG_LEVEL: 'error',
    });
    ({ authorization } = await registerUser(running));
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const get = (path: string) => request(running.url).get(`/api/v1${path}`).set(authorization);

  it('is told by the provider, and only what it does not know is missing', async () => {
    const { body } = await get('/market/status?symbols=OPEN.JK,shut.qq,BTC-CAD,OPEN.JK,NOSUCH').expect(200);
    expect(body.items).toMatchObject([
      { symbol: 'OPEN.JK', state: 'open', time_zone: 'Asia/Jakarta', source: 'provider' },
      { symbol: 'SHUT.QQ', state: 'closed', time_zone: 'Asia/Riyadh', source: 'provider' },
      { symbol: 'BTC-CAD', state: 'open', next_open: null, next_close: null },
    ]);
    expect(body.missing).toEqual([{ symbol: 'NOSUCH', reason: 'unknown_symbol' }]);
  });

  it('is known of exchanges while no provider answers', async () => {
    const answer = standIn.answer;
    standIn.answer = (_url, response) => response.writeHead(500).end();
    const { body } = await get('/market/status?symbols=MC.PA,X.ZZ').expect(200);
    standIn.answer = answer;
    expect(body.items).toMatchObject([
      { symbol: 'MC.PA', source: 'table', next_close: expect.any(String) },
      { symbol: 'X.ZZ', state: 'unknown', source: 'unknown', next_open: null },
    ]);
  });

  it.each(['', '?symbols=', '?symbols=A%20B', `?symbols=${Array(101).fill('A').join()}`])(
    '%j is refused',
    (query) => get(`/market/status${query}`).expect(400),
  );

  it('does not fire an alert on pence by pounds', async () => {
    const order = (wish: object) =>
      request(running.url)
        .post('/api/v1/notifications/alerts')
        .set(authorization)
        .send({ symbol: 'VOD.L', condition: 'below', ...wish });
    const pence = await order({ price: 3_900 }).expect(201);
    expect(pence.body).toMatchObject({ state: 'active', currency: 'GBp' });
    const pounds = await order({ price: 41, currency: 'GBP' }).expect(201);
    expect(pounds.body).toMatchObject({ state: 'fired', currency: 'GBP', fired_price: 40.5 });
    const { body } = await order({ price: 41, currency: 'EUR' }).expect(400);
    expect(body).toMatchObject({ code: 'alert.wrong_currency', errors: [{ field: 'currency' }] });
    const { body: quote } = await get('/market/real-time/VOD.L').expect(200);
    expect(quote).toMatchObject({ close: 40.5, currency: 'GBP', quoted_in: 'GBp' });
  });
});
