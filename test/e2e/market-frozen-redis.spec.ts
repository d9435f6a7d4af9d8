import request from 'supertest';
import { registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';
import { eventually } from '../support/eventually';
import { answerAsYahoo, ProviderStandIn, startProviderStandIn } from '../support/providers/provider-stand-in';
import { RedisServer } from '../support/redis-server';

const READS = 100;

describe('quotes while Redis is frozen', () => {
  let standIn: ProviderStandIn;
  let redis: RedisServer;
  let running: TestApp;
  let authorization: { Authorization: string };

  beforeAll(async () => {
    standIn = await startProviderStandIn(answerAsYahoo);
    redis = await new RedisServer().start();
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      REDIS_URL: redis.url,
      QUOTE_TTL_SECONDS: '1',
      ROLE: 'api',
      LOG_LEVEL: 'silent',
    });
    ({ authorization } = await registerUser(running));
  });

  afterAll(async () => {
    await running.close();
    await redis.remove();
    await standIn.close();
  });

  const statusOf = async (path: string) => (await request(running.url).get(path).set(authorization)).status;

  it('are all answered, and all is well when it thaws', async () => {
    redis.freeze();
    const statuses = await Promise.all(
      Array.from({ length: READS }, (_, i) =>
        statusOf(`/api/v1/market/real-time/${i % 2 ? 'MSFT' : 'VOD.L'}`),
      ),
    );
    expect(statuses).toEqual(Array.from({ length: READS }, () => 200));
    expect(await statusOf('/health/ready')).toBe(503);
    redis.thaw();
    await eventually(async () => (await statusOf('/health/ready')) === 200);
    expect(await statusOf('/api/v1/market/real-time/MSFT')).toBe(200);
  });
});
