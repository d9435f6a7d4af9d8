import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import request from 'supertest';
import { Variables } from '../../../src/config/load-environment';
import { testVariables } from '../../support/application/app';
import { startProcess } from '../../support/application/process';
import { eventually } from '../../support/waiting/eventually';

const SETUP = join(__dirname, '../../../dist/cli/setup-production.js');

describe('a production installation whose database is empty', () => {
  let secrets: string;
  let variables: Variables;

  beforeAll(async () => {
    secrets = await mkdtemp(join(tmpdir(), 'tickfolio-secrets-'));
    const { MONGODB_URI, JWT_SECRET, ...others } = testVariables({
      NODE_ENV: 'production',
      BCRYPT_COST: '10',
      LOG_LEVEL: 'error',
    });
    const files = { MONGODB_URI_FILE: join(secrets, 'mongodb'), JWT_SECRET_FILE: join(secrets, 'jwt') };
    await writeFile(files.MONGODB_URI_FILE, `${MONGODB_URI}\n`);
    await writeFile(files.JWT_SECRET_FILE, `${JWT_SECRET}\n`);
    variables = { ...others, ...files };
  });

  afterAll(() => rm(secrets, { recursive: true }));

  const setUp = (more: Variables = {}) =>
    promisify(execFile)(process.execPath, [SETUP], {
      env: { PATH: process.env.PATH, ...variables, ...more },
    });

  it('says in one line of the log and in readiness what to run, and is ready when that was run', async () => {
    const running = await startProcess(variables, '/health/live');
    const told = () => running.lines.filter((line) => line.includes('indexes are missing'));
    await eventually(() => told().length === 1);
    expect(told()[0]).toContain('run `npm run setup:production`');
    const { body } = await request(running.url).get('/health/ready').expect(503);
    expect(body.detail).toContain('run `npm run setup:production`');

    const first = await setUp();
    expect(first.stdout).toMatch(/^settings: good\nmongodb: up\nredis: up\nqueues: up\nindexes: built \d+\n/);
    expect((await setUp()).stdout).toContain('indexes: all there\n');
    await request(running.url).get('/health/ready').expect(200);
    await request(running.url).get('/docs').expect(404);
    await running.kill();
  });

  it('is not set up with a store that is not there', async () => {
    await expect(setUp({ REDIS_URL: 'redis://127.0.0.1:1' })).rejects.toMatchObject({
      stdout: 'settings: good\nmongodb: up\n',
      stderr: expect.stringMatching(/^redis: .+\n$/),
    });
  });
});
