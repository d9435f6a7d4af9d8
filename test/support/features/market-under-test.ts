import request, { Test } from 'supertest';
import { registerUser } from '../application/accounts';
import { startApp, TestApp } from '../application/app';
import { answerAsYahoo, ProviderStandIn, startProviderStandIn } from '../outside/provider-stand-in';
import { RedisServer } from '../stores/redis-server';

/** An API whose provider and whose Redis can be taken away. */
export interface MarketUnderTest {
  standIn: ProviderStandIn;
  redis: RedisServer;
  running: TestApp;
  authorization: { Authorization: string };
  get(this: void, path: string): Test;
  close(this: void): Promise<void>;
}

/** Quotes are good for a second, and a provider that failed is tried again after one. */
export async function startMarketUnderTest(): Promise<MarketUnderTest> {
  const standIn = await startProviderStandIn(answerAsYahoo);
  const redis = await new RedisServer().start();
  const running = await startApp({
    MARKET_PROVIDERS: 'yahoo-finance',
    YAHOO_BASE_URL: standIn.url,
    REDIS_URL: redis.url,
    QUOTE_TTL_SECONDS: '1',
    PROVIDER_TIMEOUT_SECONDS: '1',
    PROVIDER_PAUSE_SECONDS: '1',
    ROLE: 'api',
    LOG_LEVEL: 'silent',
  });
  const { authorization } = await registerUser(running);
  return {
    standIn,
    redis,
    running,
    authorization,
    get: (path) => request(running.url).get(`/api/v1/market/${path}`).set(authorization),
    close: async () => {
      await running.close();
      await redis.remove();
      await standIn.close();
    },
  };
}
