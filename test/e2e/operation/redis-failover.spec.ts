import request from 'supertest';
import { prefixOf } from '../../../src/platform/queues/queue-prefix';
import { RedisConnections } from '../../../src/platform/redis/redis-connections';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, startFleet, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { RedisCluster } from '../../support/stores/redis-cluster';
import { WatchedRedis } from '../../support/stores/redis-sentinel';
import { finishedReport, openPortfolio, orderedReport } from '../../support/features/reports';
import { ask, ClientSocket, closeStreams, connected, openStream } from '../../support/stream/stream-client';

const SIGN_INS = 30;

async function opensAndHears(running: TestApp, account: Account): Promise<{ heard: Set<string> }> {
  const socket: ClientSocket = openStream(running.url, { token: account.access_token });
  const heard = new Set<string>();
  socket.onAny((event: string) => heard.add(event));
  await connected(socket);
  await ask(socket, 'market:subscribe', { symbols: ['AAPL'] });
  return { heard };
}

async function makesReport(running: TestApp, account: Account, portfolio: string): Promise<string> {
  const { id } = await orderedReport(running, account, portfolio);
  return (await finishedReport(running, account, id)).status;
}

describe('two instances on a Redis Cluster', () => {
  let cluster: RedisCluster;
  let fleet: Awaited<ReturnType<typeof startFleet>>;
  let account: Account;
  let portfolio: string;

  beforeAll(async () => {
    cluster = await RedisCluster.start();
    fleet = await startFleet({
      REDIS_URL: cluster.url,
      MARKET_REFRESH_SECONDS: '1',
      RATE_LIMIT_AUTH_PER_MINUTE: `${SIGN_INS}`,
      LOG_LEVEL: 'silent',
    });
    account = await registerUser(fleet.apps[0]);
    portfolio = await openPortfolio(fleet.apps[0], account);
  });

  afterAll(async () => {
    await closeStreams();
    await fleet.close();
    await cluster.remove();
  });

  it('share jobs, ticks, events of other instances and limits', async () => {
    const [first, second] = fleet.apps;
    const { body } = await request(first.url).get('/health/ready').expect(200);
    expect(body.details).toMatchObject({ redis: { status: 'up' }, queues: { status: 'up' } });
    const ends = [await opensAndHears(first, account), await opensAndHears(second, account)];

    expect(await makesReport(first, account, portfolio)).toBe('completed');
    await eventually(() =>
      ends.every(({ heard }) => heard.has('report:progress') && heard.has('market:tick')),
    );

    // Were it counted by each instance alone, twice as many would pass.
    const guesses = Array.from({ length: 2 * SIGN_INS }, (_, i) =>
      request((i % 2 ? first : second).url)
        .post('/api/v1/auth/refresh')
        .send({ refresh_token: 'no-such-token' }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(SIGN_INS);
  });

  it('spread their keys over the nodes by purpose', () => {
    const redis = fleet.apps[0].app.get(RedisConnections);
    expect(redis.key('ticks', 'last')).toBe(`{${fleet.apps[0].environment.namespace}:ticks}:last`);
    expect(redis.servers).toHaveLength(3);
  });

  it('make reports and hear ticks again after the master that kept the jobs is gone', async () => {
    const [, second] = fleet.apps;
    await cluster.stopMasterOf(`${prefixOf(second.environment)}:reports`);
    const readiness = async () => (await request(second.url).get('/health/ready').expect(200)).body.status;
    await eventually(async () => (await readiness()) === 'degraded');
    await eventually(async () => (await readiness()) === 'ok');

    const { heard } = await opensAndHears(second, account);
    expect(await makesReport(second, account, portfolio)).toBe('completed');
    await eventually(() => heard.has('report:progress') && heard.has('market:tick'));
  });
});

describe('an instance on a Redis that a sentinel watches', () => {
  let redis: WatchedRedis;
  let running: TestApp;

  beforeAll(async () => {
    redis = await WatchedRedis.start();
    running = await startApp({ REDIS_URL: redis.url, MARKET_REFRESH_SECONDS: '1', LOG_LEVEL: 'silent' });
  });

  afterAll(async () => {
    await closeStreams();
    await running.close();
    await redis.remove();
  });

  it('goes on with the replica when the master is frozen', async () => {
    const account = await registerUser(running);
    const portfolio = await openPortfolio(running, account);
    expect(await makesReport(running, account, portfolio)).toBe('completed');
    const { heard } = await opensAndHears(running, account);
    await eventually(() => heard.has('market:tick'));

    redis.master.freeze();
    expect(await makesReport(running, account, portfolio)).toBe('completed');
    heard.clear();
    await eventually(() => heard.has('market:tick'));
    redis.master.thaw();
  });
});
