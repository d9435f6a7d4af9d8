import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { Redis } from 'ioredis';
import { Connection } from 'mongoose';
import request from 'supertest';
import { startApp, testVariables, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { RedisServer } from '../../support/stores/redis-server';

const BUILD_INDEXES = join(__dirname, '../../../dist/cli/build-indexes.js');

describe('readiness', () => {
  let redis: RedisServer;
  let api: TestApp;
  let worker: TestApp;

  beforeAll(async () => {
    redis = await new RedisServer().start();
    const variables = testVariables({ REDIS_URL: redis.url, LOG_LEVEL: 'silent' });
    api = await startApp({ ...variables, ROLE: 'api' });
    worker = await startApp({ ...variables, ROLE: 'worker' });
  });

  afterAll(async () => {
    await worker.leave();
    await api.close();
    await redis.remove();
  });

  const ready = ({ url }: TestApp) => request(url).get('/health/ready');
  const bothOk = async () =>
    (await Promise.all([api, worker].map(ready))).every(({ body }) => body.status === 'ok');

  it('is degraded but there in an API whose Redis is away, gone in a worker, and back with Redis', async () => {
    await eventually(bothOk);
    redis.freeze();
    const { body } = await ready(api).expect(200);
    expect(body).toMatchObject({
      status: 'degraded',
      info: { mongodb: { status: 'up' } },
      error: {
        redis: { status: 'down', needed: false, message: 'does not answer' },
        queues: { status: 'down', needed: false, message: 'does not answer' },
      },
    });
    const { text } = await request(api.url).get('/metrics').expect(200);
    expect(text).toMatch(/tickfolio_part_up{part="mongodb"} 1\ntickfolio_part_up{part="redis"} 0\n/);
    const refused = await ready(worker).expect(503);
    expect(refused.body).toMatchObject({
      code: 'health.not_ready',
      detail: expect.stringContaining('redis'),
    });
    expect(refused.headers['retry-after']).toBe('1');
    redis.thaw();
    await eventually(bothOk);
  });

  it('is gone where Redis may throw jobs away', async () => {
    const admin = new Redis(redis.url);
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    for (const instance of [api, worker]) {
      const { body } = await ready(instance).expect(503);
      expect(body.detail).toBe('Not ready: queues (may lose jobs).');
    }
    await admin.config('SET', 'maxmemory-policy', 'noeviction');
    await eventually(bothOk);
    admin.disconnect();
  });

  it('does not come while an index is missing, and does when `db:indexes` has built it', async () => {
    const said = jest.spyOn(Logger.prototype, 'warn');
    const variables = testVariables({ ROLE: 'api', LOG_LEVEL: 'silent' });
    const bare = await startApp(variables);
    await bare.app.get<Connection>(getConnectionToken()).collection('users').drop();
    const { body } = await ready(bare).expect(503);
    expect(body.detail).toMatch(
      /^Not ready: indexes \(missing; .*setup:production`.*setup-production.js`\)\.$/,
    );
    expect(said.mock.calls.join()).toContain('indexes: missing users: {"email":1}');
    const env = { PATH: process.env.PATH, ...variables };
    const built = await promisify(execFile)(process.execPath, [BUILD_INDEXES], { env });
    expect(built.stdout).toContain('built users: {"email":1}');
    await ready(bare).expect(200);
    said.mockRestore();
    await bare.close();
  });

  it('does not come to an API that never reached its Redis, whose URL may be wrong', async () => {
    const lost = await startApp({ REDIS_URL: 'redis://127.0.0.1:1', ROLE: 'api', LOG_LEVEL: 'silent' });
    const said = jest.spyOn(Logger.prototype, 'warn');
    const { body } = await ready(lost).expect(503);
    expect(body.detail).toBe('Not ready: redis (does not answer), queues (does not answer).');
    await ready(lost).expect(503);
    const ofRedis = said.mock.calls.flat().filter((line) => String(line).startsWith('redis: '));
    expect(ofRedis).toHaveLength(1);
    said.mockRestore();
    await request(lost.url).get('/health/live').expect(200);
    await lost.close();
  });
});
