import { ServerResponse } from 'node:http';
import request from 'supertest';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { OptionalRedis } from '../../../src/platform/redis/optional-redis';
import { todayAt } from '../../../src/market/model/exchange-today';
import { QuoteFetcher } from '../../../src/market/quotes/quote-fetcher';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import {
  answerAsYahoo,
  ProviderStandIn,
  sendJson,
  startProviderStandIn,
  yahooDays,
} from '../../support/outside/provider-stand-in';

const KEY = 'CANARY-KEY';
const budgetDay = () => new Date().toISOString().slice(0, 10);
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

const alphaVantageQuote = {
  'Global Quote': {
    '05. price': '224.5000',
    '07. latest trading day': todayAt('IBM', new Date()),
    '08. previous close': '221',
  },
};

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
      PROVIDER_TIMEOUT_SECONDS: '1',
      PROVIDER_PAUSE_SECONDS: '1',
      QUOTE_TTL_SECONDS: '1',
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
  const states = async () => (await get('providers').expect(200)).body.items;

  /** Alpha Vantage does as told, Yahoo answers. */
  function alphaVantageDoes(answer: (response: ServerResponse) => void): void {
    standIn.answer = (url, response) =>
      url.pathname === '/query' ? answer(response) : answerAsYahoo(url, response);
  }

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

  it('asks once for days, also for those that turn out to be without trading', async () => {
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
    // A holiday, and a day that the provider left out: both are covered.
    await get('historical/VOD.L?from=2024-01-01&to=2024-01-01').expect(200);
    await get('historical/VOD.L?from=2024-01-03&to=2024-01-03').expect(200);
    expect(callsTo('/v8/finance/chart')).toHaveLength(1);
    const holiday = 'historical/EMPTY?from=2024-01-01&to=2024-01-01';
    for (let i = 0; i < 2; i += 1) expect((await get(holiday).expect(200)).body.items).toEqual([]);
    expect(callsTo('/v8/finance/chart')).toHaveLength(2);
    await get('historical/NOSUCH').expect(404);
  });

  it('fetches the whole series again when days before it show that its past was adjusted', async () => {
    await start('yahoo-finance');
    const closes = async (symbol: string, from: string, to: string) => {
      const { body } = await get(`historical/${symbol}?from=${from}&to=${to}`).expect(200);
      return body.items.map(({ close }: { close: number }) => close);
    };
    const year = ['2024-01-02', '2024-12-31'] as const;
    const earlier = {
      OVERLAPPING: ['2024-04-01', '2024-06-15'],
      LONGBEFORE: ['2024-02-01', '2024-02-28'],
    } as const;
    for (const [symbol, [from, to]] of Object.entries(earlier)) {
      standIn.answer = yahooDays(100);
      expect(new Set(await closes(symbol, '2024-06-03', '2024-06-14'))).toEqual(new Set([100]));
      standIn.answer = yahooDays(50);
      expect(new Set(await closes(symbol, from, to))).toEqual(new Set([50]));
      expect(callsTo(`/v8/finance/chart/${symbol}`)).toHaveLength(3);
      expect(new Set(await closes(symbol, '2024-06-03', '2024-06-14'))).toEqual(new Set([50]));
      expect(callsTo(`/v8/finance/chart/${symbol}`)).toHaveLength(3);
    }
    const whole = await closes('OVERLAPPING', ...year);
    expect(whole).toHaveLength(261);
    expect(new Set(whole)).toEqual(new Set([50]));
    // Nothing was adjusted any more: the rest is one call.
    expect(callsTo('/v8/finance/chart/OVERLAPPING')).toHaveLength(4);
  });

  it('takes days from Alpha Vantage as far as they reach, else from Yahoo: never from both', async () => {
    await start('alpha-vantage,yahoo-finance');
    const row = { '1. open': '7', '2. high': '7', '3. low': '7', '4. close': '7', '5. volume': '7' };
    standIn.answer = (url, response) => {
      if (url.pathname !== '/query') yahooDays(3)(url, response);
      else sendJson(response, { 'Time Series (Daily)': { [daysAgo(7)]: row, [daysAgo(8)]: row } });
    };
    const recent = (await get(`historical/IBM?from=${daysAgo(10)}`).expect(200)).body;
    expect(recent).toMatchObject({ source: 'alpha-vantage', adjustment: 'raw', currency: 'USD' });
    expect(recent.items.map(({ close }: { close: number }) => close)).toEqual([7, 7]);
    const long = (await get('historical/IBM?from=2020-01-01').expect(200)).body;
    expect(long).toMatchObject({ source: 'yahoo-finance', adjustment: 'split' });
    expect(new Set(long.items.map(({ close }: { close: number }) => close))).toEqual(new Set([3]));
    expect(callsTo('/query')).toHaveLength(1);
  });

  it('falls back when a provider hangs, and marks what is stored when all do', async () => {
    await start('alpha-vantage,yahoo-finance');
    alphaVantageDoes(() => undefined);
    expect((await get('real-time/AAPL').expect(200)).body).toMatchObject({
      source: 'yahoo-finance',
      stale: false,
    });
    expect((await states())[0]).toMatchObject({
      name: 'alpha-vantage',
      last_error: 'unavailable: it did not answer in time',
      calls_left_today: 24,
    });
    // Crypto currencies are traded at any hour that the test may run.
    await get('real-time/BTC-USD').expect(200);
    standIn.answer = () => undefined;
    const stale = await eventually(async () => {
      const { body } = await get('real-time/BTC-USD').expect(200);
      return body.stale && body;
    });
    expect(stale).toMatchObject({ close: 250.5, stale_reason: 'provider_down' });
    await get('real-time/COLD').expect(503);
  });

  it('leaves a failing provider alone for a while, tries it once, and goes on when it answers', async () => {
    await start('yahoo-finance');
    const state = async () => (await states())[0].state;
    standIn.answer = (_url, response) => response.writeHead(500).end();
    for (const symbol of ['A', 'B']) await get(`historical/${symbol}`).expect(503);
    expect(await states()).toEqual([
      expect.objectContaining({
        state: 'open',
        last_error: 'unavailable: it answered 500',
        next_retry_at: expect.any(String),
      }),
    ]);
    const calls = standIn.calls.length;
    for (const symbol of ['C', 'D', 'E']) await get(`historical/${symbol}`).expect(503);
    expect(standIn.calls).toHaveLength(calls);
    await eventually(async () => (await state()) === 'half_open');
    await get('historical/F').expect(503);
    expect(await state()).toBe('open');
    expect(standIn.calls).toHaveLength(calls + 1);
    standIn.answer = answerAsYahoo;
    await eventually(async () => (await state()) === 'half_open');
    await get('historical/VOD.L?from=2024-01-01&to=2024-01-07').expect(200);
    expect(await states()).toEqual([expect.objectContaining({ state: 'closed', next_retry_at: null })]);
  });

  it('does not ask again while a provider that limits calls wants a pause', async () => {
    await start('yahoo-finance');
    standIn.answer = (_url, response) => response.writeHead(429).end('Too Many Requests');
    const { headers } = await get('real-time/AAPL').expect(503);
    expect(headers['retry-after']).toBe('60');
    const calls = standIn.calls.length;
    await get('real-time/MSFT').expect(503);
    await get('historical/MSFT').expect(503);
    expect(standIn.calls).toHaveLength(calls);
    expect(await states()).toEqual([
      expect.objectContaining({
        state: 'closed',
        next_retry_at: expect.any(String),
        last_error: 'rate_limited: too many calls',
      }),
    ]);
  });

  it('reads the limit that Alpha Vantage sends as 200, falls back, and never tells the key', async () => {
    await start('alpha-vantage,yahoo-finance');
    alphaVantageDoes((response) =>
      sendJson(response, {
        Information: `We have detected your API key as ${KEY} and our standard API rate limit is 25 requests per day.`,
      }),
    );
    const { body } = await get('real-time/AAPL').expect(200);
    expect(body.source).toBe('yahoo-finance');
    const { text, body: providers } = await get('providers').expect(200);
    expect(providers.items[0]).toMatchObject({
      name: 'alpha-vantage',
      calls_left_today: 0,
      next_retry_at: expect.any(String),
    });
    expect(text).not.toContain(KEY);
    await get('real-time/MSFT').expect(200);
    expect(callsTo('/query')).toHaveLength(1);
  });

  it('gives the days that Alpha Vantage has when nobody has those before, and says that they lack', async () => {
    await start('alpha-vantage');
    const row = { '1. open': '7', '2. high': '7', '3. low': '7', '4. close': '7', '5. volume': '7' };
    standIn.answer = (url, response) =>
      sendJson(
        response,
        url.searchParams.get('symbol') === 'IBM'
          ? { 'Time Series (Daily)': { [daysAgo(7)]: row, [daysAgo(8)]: row } }
          : { 'Error Message': 'Invalid API call.' },
      );
    const { body } = await get('historical/IBM').expect(200);
    expect(body).toMatchObject({ source: 'alpha-vantage', stale: true, stale_reason: 'no_newer_data' });
    expect(body.items).toHaveLength(2);
    const before = await get('historical/IBM?from=2019-01-01&to=2020-01-01').expect(200);
    expect(before.body).toMatchObject({ stale: true, items: [] });
    expect(callsTo('/query')).toHaveLength(1);
    await get('historical/NOSUCH').expect(404);
  });

  it('knows a symbol also where it is asked for a weekend alone', async () => {
    await start('yahoo-finance');
    const { body } = await get('historical/VOD.L?from=2024-01-06&to=2024-01-07').expect(200);
    expect(body.items).toEqual([]);
    await get('historical/NOSUCH?from=2024-01-06&to=2024-01-07').expect(404);
  });

  it('leaves those who wait the calls that a refresh may not take', async () => {
    await start('alpha-vantage');
    standIn.answer = (_url, response) => sendJson(response, alphaVantageQuote);
    const cache = running.app.get(OptionalRedis);
    await cache.ask((redis) => redis.set(cache.key('calls', 'alpha-vantage', budgetDay()), 13));
    const refresh = running.app.get(QuoteFetcher).fetch(['IBM'], 'refresh');
    const [{ body }, refused] = await Promise.all([get('real-time/IBM').expect(200), refresh]);
    expect(refused.get('IBM')).toEqual({ kind: 'failed', reason: 'rate_limited' });
    expect(body).toMatchObject({ close: 224.5, stale: false });
  });

  it('asks Alpha Vantage only for what it lists', async () => {
    await start('alpha-vantage');
    standIn.answer = (url, response) =>
      sendJson(
        response,
        url.searchParams.get('symbol') === 'IBM' ? alphaVantageQuote : { 'Global Quote': {} },
      );
    expect((await get('real-time/IBM').expect(200)).body).toMatchObject({
      close: 224.5,
      previous_close: 221,
      change: 3.5,
      source: 'alpha-vantage',
    });
    await get('real-time/NOSUCH').expect(404);
    expect(callsTo('/query')).toHaveLength(2);
    await get('real-time/VOD.L').expect(404);
    await get('historical/VOD.L').expect(404);
    expect(callsTo('/query')).toHaveLength(2);
  });
});
