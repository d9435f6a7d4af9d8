import { once } from 'node:events';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { loadEnvironment, Variables } from '../../src/config/load-environment';
import type { InstrumentChanges } from '../../src/market/changes/instrument-changes';
import { QuoteCache } from '../../src/market/quotes/quote-cache';
import { TickFeed } from '../../src/market/ticks/tick-feed';
import { OptionalRedis } from '../../src/platform/redis/optional-redis';
import { RedisConnections } from '../../src/platform/redis/redis-connections';
import { testVariables } from '../support/application/app';
import { quoteOf } from '../support/features/quotes';
import { RedisServer } from '../support/stores/redis-server';
import { eventually } from '../support/waiting/eventually';

/** What a process has of the feed: its connections, its feed and its figures. */
interface Process {
  redis: RedisConnections;
  feed: TickFeed;
  /** ticks that Redis sent to it */
  received(this: void): Promise<number>;
}

const notRenamed = (symbol: string) => symbol;

describe('a process hears of the ticks', () => {
  let variables: Variables;
  const processes: Process[] = [];

  async function start(): Promise<Process> {
    const redis = new RedisConnections(loadEnvironment(variables));
    const registry = new Registry();
    const feed = new TickFeed(redis, registry);
    await redis.onModuleInit();
    const received = async () => {
      const metric = await registry.getSingleMetric('tickfolio_ticks_total')?.get();
      return metric?.values.find(({ labels }) => labels.direction === 'received')?.value ?? 0;
    };
    const started = { redis, feed, received };
    processes.push(started);
    return started;
  }

  beforeEach(() => {
    variables = testVariables();
  });

  afterEach(() => {
    for (const { redis, feed } of processes.splice(0)) {
      feed.onApplicationShutdown();
      redis.close();
    }
  });

  it('those of the symbols that it asked for, and of no other', async () => {
    const [producer, first, second] = [await start(), await start(), await start()];
    await first.feed.hear(['A']);
    await second.feed.hear(['B']);
    const others = Array.from({ length: 998 }, (_, i) => quoteOf(`OTHER-${i}`));
    await producer.feed.publish([quoteOf('A', { close: 1 }), ...others, quoteOf('B', { close: 2 })]);
    await eventually(() => first.feed.latest('A') && second.feed.latest('B'));
    expect([first.feed.latest('B'), second.feed.latest('A')]).toEqual([undefined, undefined]);
    expect(await Promise.all([first, second, producer].map(({ received }) => received()))).toEqual([1, 1, 0]);
  });

  it('the newest of what it missed while its connection was broken, and all that come after', async () => {
    const [producer, watcher] = [await start(), await start()];
    const symbols = ['A', 'B', 'C'];
    await watcher.feed.hear(symbols);
    const closes: number[] = [];
    watcher.feed.onTick(({ symbol, close }) => symbol === 'A' && closes.push(close));
    const subscriber = watcher.redis.client('ticks', 'patient');
    const broken = once(subscriber, 'close');
    subscriber.disconnect(true);
    await broken;
    for (const close of [1, 2, 3]) {
      await producer.feed.publish(symbols.map((symbol) => quoteOf(symbol, { close })));
    }
    expect(watcher.feed.latest('A')).toBeUndefined();
    await eventually(() => symbols.every((symbol) => watcher.feed.latest(symbol)?.close === 3));
    await eventually(() => watcher.feed.isHeard('A'));
    await producer.feed.publish([quoteOf('A', { close: 4 })]);
    await eventually(() => watcher.feed.latest('A')?.close === 4);
    expect(closes).toEqual([3, 4]);
  });

  it('ten thousand symbols at once, by few commands', async () => {
    const [producer, watcher] = [await start(), await start()];
    const symbols = Array.from({ length: 10_000 }, (_, i) => `S${i}`);
    await producer.feed.publish(symbols.map((symbol) => quoteOf(symbol, { close: 1 })));
    const subscribe = jest.spyOn(watcher.redis.client('ticks', 'patient'), 'subscribe');
    const read = jest.spyOn(watcher.redis.commands, 'hmget');
    await watcher.feed.hear(symbols);
    await eventually(() => symbols.every((symbol) => watcher.feed.isHeard(symbol)));
    expect([subscribe.mock.calls.length, read.mock.calls.length]).toEqual([20, 20]);
    expect(symbols.filter((symbol) => watcher.feed.latest(symbol)?.close !== 1)).toEqual([]);
    await producer.feed.publish(symbols.map((symbol) => quoteOf(symbol, { close: 2 })));
    await eventually(() => symbols.every((symbol) => watcher.feed.latest(symbol)?.close === 2));
    expect(await watcher.received()).toBe(10_000);
  });

  it('what a process of the release before hears too, on its one channel', async () => {
    const [producer, watcher] = [await start(), await start()];
    const old = new Redis(variables.REDIS_URL ?? '');
    const messages: unknown[] = [];
    old.on('message', (_channel: string, message: string) => messages.push(JSON.parse(message)));
    await old.subscribe(producer.redis.key('ticks'));
    await watcher.feed.hear(['A', 'B']);
    await producer.feed.publish([quoteOf('A'), quoteOf('B')]);
    await eventually(() => messages.length === 1 && watcher.feed.latest('B'));
    expect(messages).toEqual([[watcher.feed.latest('A'), watcher.feed.latest('B')]]);
    old.disconnect();
  });

  it.each<[string, (redis: RedisServer) => unknown, (redis: RedisServer) => unknown]>([
    ['killed', (redis) => redis.stop(), (redis) => redis.start()],
    ['frozen', (redis) => redis.freeze(), (redis) => redis.thaw()],
  ])(
    'what it asked for while Redis was %s, once it is back, and nobody waits until then',
    async (_how, take, giveBack) => {
      const server = await new RedisServer().start();
      variables = testVariables({ REDIS_URL: server.url });
      const [producer, watcher] = [await start(), await start()];
      await watcher.feed.hear(['BEFORE']);
      await producer.feed.publish([quoteOf('BEFORE', { close: 1 }), quoteOf('MEANWHILE', { close: 1 })]);
      await take(server);
      await watcher.feed.hear(['MEANWHILE']);
      expect(watcher.feed.isHeard('MEANWHILE')).toBe(false);
      await giveBack(server);
      await eventually(() => watcher.feed.latest('MEANWHILE')?.close === 1);
      await eventually(async () => {
        await producer.feed.publish([quoteOf('BEFORE', { close: 2 }), quoteOf('MEANWHILE', { close: 2 })]);
        return ['BEFORE', 'MEANWHILE'].every((symbol) => watcher.feed.latest(symbol)?.close === 2);
      });
      for (const { redis, feed } of processes.splice(0)) {
        feed.onApplicationShutdown();
        redis.close();
      }
      await server.remove();
    },
  );

  describe('for its memory of quotes', () => {
    const quoteAt = (second: number, close: number) =>
      quoteOf('A', { close, received_at: `2026-03-04T15:00:0${second}.000Z` });

    async function startCache(memoryKey = notRenamed): Promise<Process & { cache: QuoteCache }> {
      const started = await start();
      const changes = { memoryKey, isDelisted: () => false } as unknown as InstrumentChanges;
      const cache = new QuoteCache(new OptionalRedis(started.redis, 'market'), started.feed, changes);
      cache.onModuleInit();
      return { ...started, cache };
    }

    it('that a quote is replaced by what another process publishes', async () => {
      const [one, other] = [await startCache(), await startCache()];
      await one.cache.remember(new Map([['A', { kind: 'quote', quote: quoteAt(1, 1) }]]));
      one.cache.hear(['A']);
      await eventually(() => one.cache.known('A'));
      await other.feed.publish([quoteAt(2, 2)]);
      await eventually(() => one.feed.latest('A')?.close === 2);
      expect(one.cache.known('A')).toMatchObject({ quote: { close: 2 } });
      for (const { cache } of [one, other]) cache.onApplicationShutdown();
    });

    it('before it answers from there, so that it never tells less than Redis knows', async () => {
      const [one, other] = [await startCache(), await startCache()];
      await one.cache.remember(new Map([['A', { kind: 'quote', quote: quoteAt(1, 1) }]]));
      expect(one.cache.known('A')).toBeUndefined();
      await other.feed.publish([quoteAt(2, 2)]);
      expect(one.cache.remembered('A')).toMatchObject({ quote: { close: 1 } });
      one.cache.hear(['A']);
      expect(one.cache.known('A')).toBeUndefined();
      const known = await eventually(() => one.cache.known('A'));
      expect(known).toMatchObject({ quote: { close: 2 } });
      for (const { cache } of [one, other]) cache.onApplicationShutdown();
    });

    it('what is told of a symbol after it was renamed, and forgets what was told before', async () => {
      const name = { now: 'A' };
      const [one, other] = [await startCache((symbol) => `${symbol}>${name.now}`), await startCache()];
      one.cache.hear(['A']);
      await eventually(() => one.feed.isHeard('A'));
      await other.feed.publish([quoteAt(1, 1)]);
      await eventually(() => one.cache.known('A'));
      name.now = 'B';
      expect(one.cache.known('A')).toBeUndefined();
      await other.feed.publish([quoteAt(2, 2)]);
      expect(await eventually(() => one.cache.known('A'))).toMatchObject({ quote: { close: 2 } });
      for (const { cache } of [one, other]) cache.onApplicationShutdown();
    });

    it('nothing of what it fetched for others', async () => {
      const [worker, api] = [await startCache(), await startCache()];
      api.cache.hear(['A']);
      await eventually(() => api.feed.isHeard('A'));
      await worker.cache.remember(new Map([['A', { kind: 'quote', quote: quoteAt(1, 1) }]]));
      await worker.feed.publish([quoteAt(1, 1)]);
      await eventually(() => api.cache.known('A'));
      expect(await worker.received()).toBe(0);
      for (const { cache } of [worker, api]) cache.onApplicationShutdown();
    });
  });
});
