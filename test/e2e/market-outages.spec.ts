import request from 'supertest';
import { startEmbeddedRedis, EmbeddedRedis } from '../../src/embedded/redis/embedded-redis';
import { registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';
import { eventually } from '../support/eventually';
import {
  Answer,
  answerAsYahoo,
  ProviderStandIn,
  sendJson,
  startProviderStandIn,
} from '../support/providers/provider-stand-in';

describe('market data while something is away', () => {
  let standIn: ProviderStandIn;
  let redis: EmbeddedRedis;
  let running: TestApp;
  let authorization: { Authorization: string };

  beforeAll(async () => {
    standIn = await startProviderStandIn(answerAsYahoo);
    redis = await startEmbeddedRedis();
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      REDIS_URL: redis.uri,
      QUOTE_TTL_SECONDS: '1',
      ROLE: 'api',
      LOG_LEVEL: 'silent',
    });
    ({ authorization } = await registerUser(running));
  });
  afterAll(async () => {
    await running.close();
    await redis.close();
    await standIn.close();
  });

  const get = (path: string) => request(running.url).get(`/api/v1/market/${path}`).set(authorization);

  it('shows the last stored price with the reason when no provider answers, and recovers', async () => {
    await get('historical/VOD.L?from=2024-01-01&to=2024-01-07').expect(200);
    standIn.answer = (_url, response) => response.writeHead(500).end();
    const { body } = await get('real-time/VOD.L').expect(200);
    expect(body).toMatchObject({ close: 1.05, stale: true, stale_reason: 'provider_down' });
    standIn.answer = answerAsYahoo;
    await eventually(async () => (await get('real-time/VOD.L').expect(200)).body.close === 2.505, {
      within: 25_000,
    });
  });

  it('finds stored instruments while no provider answers, and recovers', async () => {
    const answerSearches: Answer = (url, response) => {
      if (url.pathname !== '/v1/finance/search') answerAsYahoo(url, response);
      else
        sendJson(response, {
          quotes: [yahooMatch('VOD.L', 'Vodafone Group Plc'), yahooMatch('^FTSE', 'FTSE 100')],
        });
    };
    const symbols = async (query: string) =>
      (await get(`search?query=${query}`).expect(200)).body.items.map(
        (item: { symbol: string }) => item.symbol,
      );
    standIn.answer = answerSearches;
    expect(await symbols('vodafone')).toEqual(['VOD.L', '^FTSE']);
    const calls = standIn.calls.length;
    expect(await symbols('Vodafone')).toEqual(['VOD.L', '^FTSE']);
    expect(standIn.calls).toHaveLength(calls);

    standIn.answer = (_url, response) => response.writeHead(500).end();
    expect(await symbols('vod')).toEqual(['VOD.L']);
    expect(await symbols('group plc')).toEqual(['VOD.L']);
    expect(await symbols('ftse')).toEqual(['^FTSE']);
    expect(await symbols('v.d')).toEqual([]);
    standIn.answer = answerSearches;
    await eventually(async () => (await symbols('v.d')).length === 2, { within: 25_000 });
  });

  it('answers without Redis from the database and the provider', async () => {
    await redis.close();
    const { body } = await get('real-time/MSFT').expect(200);
    expect(body).toMatchObject({ symbol: 'MSFT', close: 250.5 });
    await get('historical/VOD.L?from=2024-01-01&to=2024-01-07').expect(200);
  });
});

function yahooMatch(symbol: string, longname: string): object {
  return { isYahooFinance: true, symbol, longname, quoteType: 'EQUITY', exchDisp: 'London' };
}
