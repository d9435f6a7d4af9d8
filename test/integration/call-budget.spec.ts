import { loadEnvironment } from '../../src/config/load-environment';
import { CallBudget } from '../../src/market/providers/call-budget';
import { currentPurpose, withoutHurry } from '../../src/market/providers/call-purpose';
import { OptionalRedis } from '../../src/platform/redis/optional-redis';
import { runCorrelated } from '../../src/platform/observability/logging/correlation';
import { RedisConnections } from '../../src/platform/redis/redis-connections';
import { testVariables } from '../support/application/app';

const allowance = { perDay: 1_000, perSecond: 10_000 };

describe('the calls that a provider allows', () => {
  const connections: RedisConnections[] = [];
  let now: Date;
  let budget: CallBudget;

  beforeEach(async () => {
    const redis = new RedisConnections(loadEnvironment(testVariables()));
    connections.push(redis);
    await redis.onModuleInit();
    now = new Date('2026-03-02T20:00:00.000Z');
    budget = new CallBudget(new OptionalRedis(redis, 'market'), { now: () => now });
  });

  afterAll(() => connections.forEach((redis) => redis.close()));

  const take = (user_id: string, purpose: 'demand' | 'refresh' = 'demand') =>
    runCorrelated({ request_id: 'r', user_id }, () => budget.take('yahoo-finance', allowance, purpose));

  it('are a quarter of the day for one account, and the rest stays for others', async () => {
    for (let call = 0; call < 250; call++) await take('greedy');
    await expect(take('greedy')).rejects.toMatchObject({
      kind: 'rate_limited',
      extras: { isOfAccount: true },
    });
    await take('other');
    await budget.take('yahoo-finance', allowance, 'refresh');
    expect(await budget.leftToday('yahoo-finance', allowance)).toBe(748);
  });

  it('leave half of every second to reads that wait', async () => {
    const narrow = { perDay: 1_000, perSecond: 4 };
    const refresh = () => budget.take('alpha-vantage', narrow, 'refresh');
    await refresh();
    await refresh();
    const third = refresh();
    await budget.take('alpha-vantage', narrow, 'demand');
    await budget.take('alpha-vantage', narrow, 'demand');
    now = new Date(now.getTime() + 1_000);
    await expect(third).resolves.toBeUndefined();
  });

  it('are left to reads that wait in the first half of a second, where they need them all', async () => {
    now = new Date('2026-03-02T20:00:01.000Z');
    const narrow = { perDay: 1_000, perSecond: 4 };
    const refresh = budget.take('alpha-vantage', narrow, 'refresh');
    for (let call = 0; call < 4; call++) await budget.take('alpha-vantage', narrow, 'demand');
    now = new Date('2026-03-02T20:00:10.000Z');
    await expect(refresh).resolves.toBeUndefined();
  });

  it('are asked for without hurry by work that nobody waits for', async () => {
    const inside = await withoutHurry(async () => {
      await Promise.resolve();
      return currentPurpose();
    });
    expect([inside, currentPurpose()]).toEqual(['refresh', 'demand']);
  });
});
