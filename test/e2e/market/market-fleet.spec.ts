import { Queue } from 'bullmq';
import { loadEnvironment } from '../../../src/config/load-environment';
import { REFRESH_QUEUE } from '../../../src/market/refresh/refresh.queue';
import { prefixOf } from '../../../src/platform/queues/queue-prefix';
import { registerUser } from '../../support/application/accounts';
import { testVariables } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { Fleet, startFleet } from '../../support/application/fleet';
import {
  answerAsYahoo,
  ProviderStandIn,
  startProviderStandIn,
} from '../../support/outside/provider-stand-in';

const REQUESTS = 500;

/** Two APIs and two workers of one installation, and the provider they share. */
describe('market data in a fleet', () => {
  let standIn: ProviderStandIn;
  let fleet: Fleet;
  let queue: Queue;
  let authorization: { Authorization: string };

  beforeAll(async () => {
    standIn = await startProviderStandIn((url, response) => {
      // Slow enough that all callers ask before there is an answer.
      setTimeout(() => answerAsYahoo(url, response), 200);
    });
    const variables = testVariables({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      MARKET_REFRESH_SECONDS: '1',
      // The stand-in shares its processor with five hundred callers.
      PROVIDER_TIMEOUT_SECONDS: '15',
    });
    fleet = await startFleet({ apis: 2, workers: 2 }, variables);
    const environment = loadEnvironment(variables);
    queue = new Queue(REFRESH_QUEUE, {
      connection: { url: environment.REDIS_URL },
      prefix: prefixOf(environment),
    });
    ({ authorization } = await registerUser(fleet));
  });

  afterAll(async () => {
    await queue.close();
    await fleet.close();
    await standIn.close();
  });

  const quoteCalls = (symbol: string) =>
    standIn.calls.filter(
      (call) => call.startsWith('/v7/finance/quote') && call.includes(`symbols=${symbol}`),
    );

  it('asks the provider once for a symbol that five hundred ask for first', async () => {
    const statuses = await Promise.all(
      Array.from({ length: REQUESTS }, async (_, i) => {
        const api = fleet.apis[i % fleet.apis.length];
        const answer = await fetch(`${api?.url}/api/v1/market/real-time/NVDA`, { headers: authorization });
        await answer.text();
        return answer.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(quoteCalls('NVDA')).toHaveLength(1);
  });

  it('refreshes by one schedule, however many workers there are', async () => {
    const since = Date.now();
    // Crypto currencies are traded at any hour that the test may run.
    const alert = { symbol: 'BTC-USD', condition: 'above', price: 1_000_000 };
    const created = await fetch(`${fleet.url}/api/v1/notifications/alerts`, {
      method: 'POST',
      headers: { ...authorization, 'content-type': 'application/json' },
      body: JSON.stringify(alert),
    });
    expect(created.status).toBe(201);
    const before = quoteCalls('BTC-USD').length;
    await eventually(() => quoteCalls('BTC-USD').length >= before + 4);

    expect(await queue.getJobSchedulersCount()).toBe(1);
    const calls = quoteCalls('BTC-USD').length - before;
    // Each worker's start may bring one run forward: what counts is what they do together.
    const runs = (await queue.getCompleted())
      .map(({ timestamp, delay }) => timestamp + delay)
      .filter((due) => due >= since);
    const span = Math.max(...runs) - Math.min(...runs);
    // One run a second, and one call at most for each (the last run may still be under way).
    expect(runs.length).toBeLessThanOrEqual(span / 1_000 + 1.5);
    expect(calls).toBeLessThanOrEqual(runs.length + 1);
  });
});
