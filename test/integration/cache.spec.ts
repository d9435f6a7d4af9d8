import { Cache, CACHE_MANAGER } from '@nestjs/cache-manager';
import { Global, Module } from '@nestjs/common';
import { Test, TestingModule } from '@nestjs/testing';
import { loadEnvironment } from '../../src/config/load-environment';
import { caching } from '../../src/platform/cache/caching';
import { RedisConnections } from '../../src/platform/redis/redis-connections';
import { testVariables } from '../support/application/app';
import { FaultyLink, startFaultyLink } from '../support/stores/faulty-link';

const MINUTE_MS = 60_000;

describe('the cache', () => {
  const instances: TestingModule[] = [];
  const links: FaultyLink[] = [];
  const variables = testVariables();

  async function startInstance(redisUrl = variables.REDIS_URL) {
    const environment = loadEnvironment({ ...variables, REDIS_URL: redisUrl });
    @Global()
    @Module({
      providers: [{ provide: RedisConnections, useFactory: () => new RedisConnections(environment) }],
      exports: [RedisConnections],
    })
    class RedisOfInstance {}
    const instance = await Test.createTestingModule({ imports: [RedisOfInstance, caching] }).compile();
    await instance.init();
    instances.push(instance);
    return { cache: instance.get<Cache>(CACHE_MANAGER), redis: instance.get(RedisConnections) };
  }

  async function startInstanceBehindLink() {
    const link = await startFaultyLink(variables.REDIS_URL!);
    links.push(link);
    return { link, ...(await startInstance(link.uri)) };
  }

  afterEach(async () => {
    for (const instance of instances.splice(0)) {
      await instance.close();
      instance.get(RedisConnections).close();
    }
    for (const link of links.splice(0)) await link.close();
  });

  it('answers from memory, with the object it was given', async () => {
    const { cache, redis } = await startInstance();
    const made = { answer: 1 };
    const make = jest.fn(() => made);
    await cache.wrap('memory', make, MINUTE_MS);
    await redis.commands.del(redis.key('cache', 'memory'));
    expect(await cache.wrap('memory', make, MINUTE_MS)).toBe(made);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('answers a second instance from Redis, which then has it in memory', async () => {
    const first = await startInstance();
    const second = await startInstance();
    await first.cache.wrap('fleet', () => ({ answer: 2 }), MINUTE_MS);
    const make = jest.fn(() => ({ answer: 3 }));
    expect(await second.cache.wrap('fleet', make, MINUTE_MS)).toEqual({ answer: 2 });
    await second.redis.commands.del(second.redis.key('cache', 'fleet'));
    expect(await second.cache.wrap('fleet', make, MINUTE_MS)).toEqual({ answer: 2 });
    expect(make).not.toHaveBeenCalled();
  });

  it('keeps nothing in Redis beyond its end', async () => {
    const { cache, redis } = await startInstance();
    await cache.set('ends', 'value', MINUTE_MS);
    const left = await redis.commands.pttl(redis.key('cache', 'ends'));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(MINUTE_MS);
  });

  it('makes a value once for all who ask at the same time', async () => {
    const { cache } = await startInstance();
    const make = jest.fn(() => Promise.resolve('made'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => cache.wrap('together', make, MINUTE_MS)),
    );
    expect(new Set(answers)).toEqual(new Set(['made']));
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('keeps no failure', async () => {
    const { cache } = await startInstance();
    const fails = () => Promise.reject(new Error('nobody answered'));
    await expect(cache.wrap('failure', fails, MINUTE_MS)).rejects.toThrow('nobody answered');
    expect(await cache.wrap('failure', () => 'answered', MINUTE_MS)).toBe('answered');
  });

  it('gives a frozen Redis up at the deadline, and asks it no more until it answers', async () => {
    const { cache, link, redis } = await startInstanceBehindLink();
    await cache.set('before', 1, MINUTE_MS);
    link.freeze();
    const asked = jest.spyOn(redis.commands, 'get');
    expect(await cache.wrap('frozen', () => 'made', MINUTE_MS)).toBe('made');
    expect(asked).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 10; i++) expect(await cache.wrap(`frozen-${i}`, () => i, MINUTE_MS)).toBe(i);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('answers without a Redis that is gone', async () => {
    const { cache, link } = await startInstanceBehindLink();
    await cache.set('before', 1, MINUTE_MS);
    link.cut();
    expect(await cache.wrap('gone', () => 'made', MINUTE_MS)).toBe('made');
    expect(await cache.get('gone')).toBe('made');
  });
});
