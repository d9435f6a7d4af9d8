import { Queue } from 'bullmq';
import { loadEnvironment } from '../../src/config/load-environment';
import { TrackedSymbols } from '../../src/market/ticks/tracked-symbols';
import { JobSchedules } from '../../src/platform/queues/job-schedules';
import { prefixOf } from '../../src/platform/queues/queue-prefix';
import { RedisConnections } from '../../src/platform/redis/redis-connections';
import { testVariables } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';
import { RedisServer } from '../support/stores/redis-server';

const SCHEDULE = 'refresh-everything';

describe('a Redis that is connected and refuses writes, as a node of a cluster does while another one is away', () => {
  const server = new RedisServer({ 'min-replicas-to-write': '1' });
  let redis: RedisConnections;
  let schedules: JobSchedules;
  let tracked: TrackedSymbols;
  let queue: Queue;

  beforeAll(async () => {
    await server.start();
    const environment = loadEnvironment(testVariables({ REDIS_URL: server.url }));
    redis = new RedisConnections(environment);
    queue = new Queue('refused', {
      connection: redis.client('job-producer', 'fail-fast'),
      prefix: prefixOf(environment),
    });
    queue.on('error', () => undefined);
    await redis.onModuleInit();
    schedules = new JobSchedules(redis);
    tracked = new TrackedSymbols(redis, { now: () => new Date() });
  });

  afterAll(async () => {
    schedules.onApplicationShutdown();
    tracked.onApplicationShutdown();
    redis.close();
    await server.remove();
  });

  const scheduled = () => queue.getJobScheduler(SCHEDULE);

  it('is told what it refused once it takes it', async () => {
    await expect(redis.commands.set('any', '1')).rejects.toThrow('NOREPLICAS');
    schedules.keep(queue, SCHEDULE, 60_000);
    await tracked.hold('portfolio:refused', ['LATE']);
    expect(await scheduled()).toBeUndefined();

    await redis.commands.config('SET', 'min-replicas-to-write', '0');
    expect(await eventually(scheduled)).toMatchObject({ every: 60_000 });
    await eventually(async () => (await tracked.all()).includes('LATE'));
  });

  it('is given a schedule again that it lost unnoticed', async () => {
    await queue.removeJobScheduler(SCHEDULE);
    expect(await scheduled()).toBeUndefined();
    expect(await eventually(scheduled)).toMatchObject({ every: 60_000 });
  });
});
