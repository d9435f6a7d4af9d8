import request from 'supertest';
import { registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';
import {
  answerAsYahoo,
  ProviderStandIn,
  sendJson,
  startProviderStandIn,
} from '../support/providers/provider-stand-in';

const KEY = 'CANARY-KEY';

describe('providers over HTTP', () => {
  let standIn: ProviderStandIn;
  let running: TestApp;
  let authorization: { Authorization: string };

  async function start(providers: string): Promise<void> {
    standIn = await startProviderStandIn(answerAsYahoo);
    running = await startApp({
      MARKET_PROVIDERS: providers,
      ALPHA_VANTAGE_API_KEY: KEY,
      ALPHA_VANTAGE_BASE_URL: standIn.url,
      YAHOO_BASE_URL: standIn.url,
      LOG_LEVEL: 'silent',
    });
    ({ authorization } = await registerUser(running));
  }
  afterEach(async () => {
    await running.close();
    await standIn.close();
  });

  const get = (path: string) => request(running.url).get(`/api/v1/market/${path}`).set(authorization);
  const callsTo = (path: string) => standIn.calls.filter((call) => call.startsWith(path));

  it('quotes a batch from Yahoo in one call, hundredths in the currency proper', async () => {
    await start('yahoo-finance');
    const { body } = await get('real-time?symbols=AAPL,VOD.L,NOSUCH').expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({ symbol: 'AAPL', close: 250.5, currency: 'USD', source: 'yahoo-finance' }),
      expect.objectContaining({ symbol: 'VOD.L', close: 2.505, previous_close: 2.49, currency: 'GBP' }),
    ]);
    expect(body.missing).toEqual([{ symbol: 'NOSUCH', reason: 'unknown_symbol' }]);
    expect(callsTo('/v7/finance/quote')).toHaveLength(1);
  });

  it('makes one call of many first requests', async () => {
    await start('yahoo-finance');
    const answers = await Promise.all(Array.from({ length: 50 }, () => get('real-time/MSFT')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(callsTo('/v7/finance/quote')).toHaveLength(1);
  });

  it('renews an invalid crumb once', async () => {
    await start('yahoo-finance');
    let refusals = 1;
    standIn.answer = (url, response) => {
      if (url.pathname === '/v7/finance/quote' && refusals-- > 0) {
        sendJson(
          response,
          { finance: { result: null, error: { code: 'Unauthorized', description: 'Invalid Crumb' } } },
          401,
        );
      } else answerAsYahoo(url, response);
    };
    await get('real-time/AAPL').expect(200);
    expect(callsTo('/v7/finance/quote')).toHaveLength(2);
  });

  it('reads charts: no null entries, pounds not pence, days covered once', async () => {
    await start('yahoo-finance');
    const path = 'historical/VOD.L?from=2024-01-01&to=2024-01-07';
    const { body } = await get(path).expect(200);
    expect(body).toMatchObject({
      currency: 'GBP',
      adjustment: 'split',
      source: 'yahoo-finance',
      stale: false,
    });
    expect(body.items).toEqual([
      { timestamp: '2024-01-02T00:00:00.000Z', open: 1, high: 1.05, low: 0.99, close: 1.04, volume: 10 },
      { timestamp: '2024-01-04T00:00:00.000Z', open: 1.02, high: 1.06, low: 1.01, close: 1.05, volume: 12 },
    ]);
    await get(path).expect(200);
    expect(callsTo('/v8/finance/chart')).toHaveLength(1);
    expect((await get('historical/EMPTY?from=2024-01-01&to=2024-01-07').expect(200)).body.items).toEqual([]);
    await get('historical/NOSUCH').expect(404);
  });

  it('says what is stale and why when the provider limits calls, in plain text', async () => {
    await start('yahoo-finance');
    standIn.answer = (_url, response) => response.writeHead(429).end('Too Many Requests');
    await get('real-time/AAPL').expect(503);
    const { body } = await get('providers').expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({
        name: 'yahoo-finance',
        state: 'closed',
        last_error: 'rate_limited: too many calls',
      }),
    ]);
  });

  it.each([
    ['garbage', 200, '<html>'],
    ['a fault', 500, 'oops'],
    ['a redirect elsewhere', 302, ''],
  ])('answers 503 to %s', async (_what, status, text) => {
    await start('yahoo-finance');
    standIn.answer = (_url, response) =>
      response.writeHead(status, { location: 'http://192.0.2.1/' }).end(text);
    await get('historical/AAPL?from=2024-01-01&to=2024-01-07').expect(503);
  });

  it('reads the limit that Alpha Vantage sends as 200, falls back, and never tells the key', async () => {
    await start('alpha-vantage,yahoo-finance');
    standIn.answer = (url, response) => {
      if (url.pathname !== '/query') answerAsYahoo(url, response);
      else
        sendJson(response, {
          Information: `We have detected your API key as ${KEY} and our standard API rate limit is 25 requests per day.`,
        });
    };
    const { body } = await get('real-time/AAPL').expect(200);
    expect(body.source).toBe('yahoo-finance');
    const { text, body: states } = await get('providers').expect(200);
    expect(states.items[0]).toMatchObject({
      name: 'alpha-vantage',
      calls_left_today: 0,
      next_retry_at: expect.any(String),
    });
    expect(text).not.toContain(KEY);
    await get('real-time/MSFT').expect(200);
    expect(callsTo('/query')).toHaveLength(1);
  });

  it('reads quotes and days of Alpha Vantage', async () => {
    await start('alpha-vantage');
    const today = new Date().toISOString().slice(0, 10);
    standIn.answer = (url, response) => {
      const quote = {
        '01. symbol': 'IBM',
        '02. open': '220',
        '03. high': '225',
        '04. low': '219',
        '05. price': '224.5',
        '06. volume': '1000',
        '07. latest trading day': today,
        '08. previous close': '221',
        '09. change': '3.5',
        '10. change percent': '1.58%',
      };
      sendJson(
        response,
        url.searchParams.get('symbol') === 'IBM'
          ? { 'Global Quote - DATA DELAYED BY 15 MINUTES': quote }
          : { 'Global Quote': {} },
      );
    };
    expect((await get('real-time/IBM').expect(200)).body).toMatchObject({
      close: 224.5,
      previous_close: 221,
      source: 'alpha-vantage',
    });
    await get('real-time/NOSUCH').expect(404);
  });
});
