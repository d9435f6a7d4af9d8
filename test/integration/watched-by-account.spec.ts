import { randomUUID } from 'node:crypto';
import { loadEnvironment } from '../../src/config/load-environment';
import {
  Claimant,
  MOST_WATCHED_OF_ACCOUNT,
  WatchedByAccount,
} from '../../src/market/stream/watched-by-account';
import { RedisConnections } from '../../src/platform/redis/redis-connections';
import { testVariables } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';

const A_DAY = 24 * 3_600_000;
const symbols = (from: number, count: number) => Array.from({ length: count }, (_, i) => `S${from + i}`);

describe('what the connections of an account watch', () => {
  const environment = loadEnvironment(testVariables());
  const opened: RedisConnections[] = [];
  const instances: WatchedByAccount[] = [];

  async function instance(
    now = { at: new Date() },
  ): Promise<{ watched: WatchedByAccount; redis: RedisConnections }> {
    const redis = new RedisConnections(environment);
    opened.push(redis);
    await redis.onModuleInit();
    const watched = new WatchedByAccount(redis, { now: () => now.at });
    instances.push(watched);
    return { watched, redis };
  }

  const socketOf = (userId: string) => ({ connected: true, data: { identity: { userId } } }) as Claimant;

  afterEach(() => {
    for (const one of instances.splice(0)) one.beforeApplicationShutdown();
    for (const redis of opened.splice(0)) redis.close();
  });

  it('is so many distinct symbols at most, over all connections and instances', async () => {
    const [first, second] = [await instance(), await instance()];
    const user = randomUUID();
    for (let from = 0; from < MOST_WATCHED_OF_ACCOUNT; from += 200) {
      const { watched } = from % 400 === 0 ? first : second;
      expect((await watched.claim(socketOf(user), symbols(from, 200))).size).toBe(0);
    }
    for (const { watched } of [first, second]) {
      const more = socketOf(user);
      expect([...(await watched.claim(more, ['S0', 'MORE']))]).toEqual(['MORE']);
      expect([...watched.of(more)]).toEqual(['S0']);
    }
    expect((await second.watched.claim(socketOf(randomUUID()), ['MORE'])).size).toBe(0);
  });

  it('has room again when others are let go, and nothing is left of connections that are gone', async () => {
    const { watched, redis } = await instance();
    const user = randomUUID();
    const [one, two] = [socketOf(user), socketOf(user)];
    await watched.claim(one, symbols(0, MOST_WATCHED_OF_ACCOUNT));
    await watched.claim(two, ['S0']);
    watched.release(one, ['S0', 'S1']);
    expect([...(await watched.claim(two, ['NEW', 'NEWER']))]).toEqual(['NEWER']);
    for (const socket of [one, two]) watched.leave(socket);
    await eventually(async () => (await redis.commands.exists(redis.key('watched', 'by', user))) === 0);
  });

  it('is not exceeded by many who ask at once', async () => {
    const { watched } = await instance();
    const user = randomUUID();
    const asked = Array.from({ length: 20 }, (_, i) => watched.claim(socketOf(user), symbols(i * 200, 200)));
    const beyond = (await Promise.all(asked)).reduce((sum, { size }) => sum + size, 0);
    expect(beyond).toBe(4_000 - MOST_WATCHED_OF_ACCOUNT);
  });

  it('is told by one script for all who come at once, to each account its own', async () => {
    const [first, second] = [await instance(), await instance()];
    const full = randomUUID();
    await first.watched.claim(socketOf(full), symbols(0, MOST_WATCHED_OF_ACCOUNT - 1));
    const scripts = jest.spyOn(second.redis.commands, 'eval');
    const users = [full, randomUUID(), full, randomUUID()];
    const beyond = await Promise.all(
      users.map((user, i) => second.watched.claim(socketOf(user), [`NEW${i}`, 'S0'])),
    );
    expect(beyond.map((some) => [...some])).toEqual([[], [], ['NEW2'], []]);
    expect(scripts).toHaveBeenCalledTimes(1);
  });

  it('is nothing of a connection that left before anything was told', async () => {
    const { watched, redis } = await instance();
    const user = randomUUID();
    const [gone, stays] = [socketOf(user), socketOf(user)];
    const asked = [watched.claim(gone, ['S0', 'S1']), watched.claim(stays, ['S1', 'S2'])];
    watched.leave(gone);
    await Promise.all(asked);
    const members = await redis.commands.zrange(redis.key('watched', 'by', user), '0', '-1');
    expect(members.map((member) => member.split(' ')[1]).sort()).toEqual(['S1', 'S2']);
  });

  it('is free again some time after an instance died', async () => {
    const now = { at: new Date() };
    const [dead, alive] = [await instance(now), await instance(now)];
    const user = randomUUID();
    await dead.watched.claim(socketOf(user), symbols(0, MOST_WATCHED_OF_ACCOUNT));
    expect((await alive.watched.claim(socketOf(user), ['NEW'])).size).toBe(1);
    now.at = new Date(now.at.getTime() + A_DAY);
    expect((await alive.watched.claim(socketOf(user), ['NEW'])).size).toBe(0);
  });

  it('is counted by each instance while Redis is away', async () => {
    const { watched, redis } = await instance();
    redis.close();
    const user = randomUUID();
    expect((await watched.claim(socketOf(user), symbols(0, MOST_WATCHED_OF_ACCOUNT))).size).toBe(0);
    expect([...(await watched.claim(socketOf(user), ['MORE']))]).toEqual(['MORE']);
  });
});
