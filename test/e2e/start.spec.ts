import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { testVariables } from '../support/app';
import { eventually } from '../support/eventually';
import { startProcess } from '../support/process';
import { RedisServer } from '../support/redis-server';

const MAIN = join(__dirname, '../../dist/main.js');
const JWT_SECRET = 'a-secret-with-more-than-32-characters';
const production = {
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://127.0.0.1:1/tickfolio',
  REDIS_URL: 'redis://127.0.0.1:1',
  JWT_SECRET,
};

async function start(
  variables: Record<string, string | undefined>,
): Promise<{ code: number; complaint: string }> {
  const process_ = spawn(process.execPath, [MAIN], { env: variables, stdio: ['ignore', 'ignore', 'pipe'] });
  const [complaint, [code]] = await Promise.all([text(process_.stderr), once(process_, 'exit')]);
  return { code: code as number, complaint };
}

describe('a start with wrong settings', () => {
  it.each([
    ['MONGODB_URI', undefined],
    ['REDIS_URL', undefined],
    ['JWT_SECRET', undefined],
    ['JWT_SECRET', 'too-short'],
    ['ROLE', 'captain'],
    ['PORT', '99999'],
    ['QUOTE_TTL_SECONDS', 'soon'],
  ])('refuses production with %s = %p and names it', async (name, value) => {
    const { code, complaint } = await start({ ...production, [name]: value });
    expect(code).toBe(1);
    expect(complaint).toContain(name);
    expect(complaint).not.toContain('    at ');
    expect(complaint).not.toContain(value ?? JWT_SECRET);
  });
});

describe('a start before Redis, which then comes and may throw jobs away', () => {
  it('prints nothing but log lines', async () => {
    const redis = await new RedisServer({ 'maxmemory-policy': 'allkeys-lru' }).start();
    await redis.stop();
    const running = await startProcess(testVariables({ REDIS_URL: redis.url }), '/health/live');
    try {
      await redis.start();
      await eventually(() => running.lines.some((line) => line.includes('Eviction policy')));
    } finally {
      await running.kill();
      await redis.remove();
    }
    expect(running.lines.filter((line) => !line.startsWith('{"level":'))).toEqual([]);
  });
});
