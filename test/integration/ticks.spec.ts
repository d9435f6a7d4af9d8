import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Registry } from 'prom-client';
import { Environment } from '../../src/config/environment';
import { loadEnvironment } from '../../src/config/load-environment';
import { Tick } from '../../src/market/ticks/tick';
import { TickFeed } from '../../src/market/ticks/tick-feed';
import {
  INSTANCE_HOLD_SECONDS,
  MOST_SYMBOLS_OF_ACCOUNT,
  TrackedSymbols,
} from '../../src/market/ticks/tracked-symbols';
import { RedisConnections } from '../../src/platform/redis/redis-connections';
import { testVariables } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';
import { quoteOf } from '../support/features/quotes';

describe('ticks over processes', () => {
  const environment: Environment = loadEnvironment(testVariables());
  const connections: RedisConnections[] = [];

  async function connect(): Promise<RedisConnections> {
    const redis = new RedisConnections(environment);
    connections.push(redis);
    await redis.onModuleInit();
    return redis;
  }

  async function feed(): Promise<TickFeed> {
    const redis = new RedisConnections(environment);
    connections.push(redis);
    const ticks = new TickFeed(redis, new Registry());
    await redis.onModuleInit();
    return ticks;
  }

  afterEach(() => {
    for (const redis of connections.splice(0)) redis.close();
  });

  it('numbers the ticks of a symbol without a gap over two producers, and everybody hears all of them', async () => {
    const [first, second] = [await feed(), await feed()];
    for (const ticks of [first, second]) await ticks.hear(['NUMB']);
    const heard: Tick[][] = [[], []];
    [first, second].forEach((ticks, i) => ticks.onTick((tick) => heard[i]?.push(tick)));
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 ? first : second).publish([quoteOf('NUMB', { close: i })])),
    );
    await eventually(() => heard.every((ticks) => ticks.length === 50));
    const numbers = heard[0]?.map(({ seq }) => seq) ?? [];
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
    expect(heard[1]).toEqual(heard[0]);
  });

  it('shows a new instance the last tick of each symbol', async () => {
    const producer = await feed();
    await producer.publish([quoteOf('LAST', { close: 1 }), quoteOf('LAST', { close: 2 })]);
    const late = await feed();
    await late.hear(['LAST', 'NEVER']);
    expect(late.latest('LAST')).toMatchObject({ close: 2, seq: expect.any(Number) });
    expect(late.latest('NEVER')).toBeUndefined();
    await producer.hear(['LAST']);
    expect(producer.latest('LAST')).toEqual(late.latest('LAST'));
  });

  it('drops ticks while Redis is away instead of failing', async () => {
    const ticks = await feed();
    connections.at(-1)?.close();
    await expect(ticks.publish([quoteOf('GONE')])).resolves.toBeUndefined();
  });

  it('keeps one list of tracked symbols for all holders', async () => {
    const redis = await connect();
    const now = { at: new Date() };
    const tracked = new TrackedSymbols(redis, { now: () => now.at });
    const portfolio = `portfolio:${randomUUID()}`;
    const instance = `instance:${randomUUID()}`;
    await tracked.hold(portfolio, ['AAPL', 'MSFT', 'AAPL']);
    await tracked.hold(instance, ['MSFT', 'NVDA']);
    expect((await tracked.all()).sort()).toEqual(['AAPL', 'MSFT', 'NVDA']);
    await tracked.hold(portfolio, ['AAPL']);
    expect((await tracked.all()).sort()).toEqual(['AAPL', 'MSFT', 'NVDA']);
    now.at = new Date(now.at.getTime() + INSTANCE_HOLD_SECONDS * 1_000 + 1);
    expect(await tracked.all()).toEqual(['AAPL']);
    await tracked.release(portfolio);
    expect(await tracked.all()).toEqual([]);
  });

  it('keeps at most so many symbols fresh for one account, and more when others go', async () => {
    const redis = await connect();
    const tracked = new TrackedSymbols(redis, { now: () => new Date() });
    const symbols = (from: number, count: number) => Array.from({ length: count }, (_, i) => `S${from + i}`);
    await tracked.hold('portfolio:one', symbols(0, 1_500), 'greedy');
    await tracked.hold('portfolio:two', symbols(1_000, 1_500), 'greedy');
    await tracked.hold('portfolio:three', symbols(5_000, 10), 'other');
    expect(await tracked.all()).toHaveLength(MOST_SYMBOLS_OF_ACCOUNT + 10);
    await tracked.release('portfolio:one');
    expect(await tracked.all()).toHaveLength(1_010);
    await tracked.hold('portfolio:two', symbols(1_000, 1_500), 'greedy');
    expect(await tracked.all()).toHaveLength(1_510);
    for (const holder of ['two', 'three']) await tracked.release(`portfolio:${holder}`);
    expect(await tracked.all()).toEqual([]);
    expect(await redis.commands.keys(redis.key('tracked', '*'))).toEqual([]);
  });

  it('tells Redis of each hold once, however many come at once', async () => {
    const redis = await connect();
    const tracked = new TrackedSymbols(redis, { now: () => new Date() });
    const told = jest.spyOn(redis.commands, 'eval');
    const holders = Array.from({ length: 20 }, (_, i) => `portfolio:${i}`);
    await Promise.all(holders.map((holder) => tracked.hold(holder, ['MANY'])));
    expect(told).toHaveBeenCalledTimes(holders.length);
    await Promise.all(holders.map((holder) => tracked.release(holder)));
    expect(await tracked.all()).not.toContain('MANY');
  });

  it('tells Redis of a hold as soon as it is back', async () => {
    const redis = await connect();
    const tracked = new TrackedSymbols(redis, { now: () => new Date() });
    const away = once(redis.commands, 'end');
    redis.commands.disconnect();
    await away;
    await tracked.hold('portfolio:late', ['LATE']);
    await redis.commands.connect();
    await eventually(async () => (await tracked.all()).includes('LATE'));
    await tracked.release('portfolio:late');
    expect(await tracked.all()).not.toContain('LATE');
  });

  it('learns again from what is stored, once Redis has lost its memory', async () => {
    const redis = await connect();
    const tracked = new TrackedSymbols(redis, { now: () => new Date() });
    const stored = new Map([
      ['portfolio:kept', ['AAPL', 'MSFT']],
      ['alert:kept', ['NVDA']],
    ]);
    tracked.restoreFrom(async function* () {
      for (const [holder, symbols] of stored) yield await Promise.resolve({ holder, symbols });
    });
    await tracked.hold('portfolio:deleted', ['GONE']);
    await tracked.restoreWhereForgotten();
    expect((await tracked.all()).sort()).toEqual(['AAPL', 'MSFT', 'NVDA']);

    await redis.commands.del(...(await redis.commands.keys(redis.key('tracked', '*'))));
    expect(await tracked.all()).toEqual([]);
    await tracked.restoreWhereForgotten();
    expect((await tracked.all()).sort()).toEqual(['AAPL', 'MSFT', 'NVDA']);

    stored.delete('alert:kept');
    await tracked.restoreWhereForgotten();
    expect(await tracked.all()).toContain('NVDA');
  });
});
