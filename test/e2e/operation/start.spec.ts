import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { testVariables } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { startProcess } from '../../support/application/process';
import { RedisServer } from '../../support/stores/redis-server';

const MAIN = join(__dirname, '../../../dist/main.js');
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
): Promise<{ code: number; complaint: string; log: string }> {
  const process_ = spawn(process.execPath, [MAIN], { env: variables, stdio: ['ignore', 'pipe', 'pipe'] });
  const [complaint, log, [code]] = await Promise.all([
    text(process_.stderr),
    text(process_.stdout),
    once(process_, 'exit'),
  ]);
  return { code: code as number, complaint, log };
}

describe('a start with wrong settings', () => {
  it.each([
    ['MONGODB_URI', undefined],
    ['REDIS_URL', undefined],
    ['JWT_SECRET', undefined],
    ['JWT_SECRET', 'too-short'],
    ['ROLE', 'captain'],
    ['PORT', '99999'],
    ['METRICS_PORT', '3000'],
    ['QUOTE_TTL_SECONDS', 'soon'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
  ])('refuses production with %s = %p and names it', async (name, value) => {
    const { code, complaint } = await start({ ...production, [name]: value });
    expect(code).toBe(1);
    expect(complaint).toContain(name);
    expect(complaint).not.toContain('    at ');
    expect(complaint).not.toContain(value ?? JWT_SECRET);
  });

  it('says in one line which store it cannot use, whatever else is away', async () => {
    const MONGODB_URI = `${production.MONGODB_URI}?replicSet=misspelt`;
    const { code, complaint, log } = await start({ ...production, MONGODB_URI });
    expect(code).toBe(1);
    expect(complaint).toMatch(/^MONGODB_URI: .*replicset.*\n$/i);
    expect(log).toBe('');
  });

  it.each(['PORT', 'METRICS_PORT'])('says in one line that %s is taken', async (name) => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, complaint } = await start({ PORT: '0', ...testVariables({ [name]: String(port) }) });
    expect(code).toBe(1);
    expect(complaint).toBe(`${name}: port ${port} cannot be listened on (EADDRINUSE)\n`);
    other.close();
  });

  it('names the certificate and key of which no server can be made', async () => {
    const { code, complaint } = await start({ ...production, TLS_CERT_PATH: MAIN, TLS_KEY_PATH: MAIN });
    expect(code).toBe(1);
    expect(complaint).toMatch(/^TLS_CERT_PATH, TLS_KEY_PATH: /);
    expect(complaint).not.toContain('    at ');
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

describe('a start that a signal ends', () => {
  it('ends at once, and the Redis beside it', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, MONGODB_URI: `mongodb://127.0.0.1:${port}/tickfolio` },
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    // It waits for its database now.
    await once(silent, 'connection');
    const [redis = 0] = childrenOf(child.pid);
    expect(commandOf(redis)).toContain('redis-server');
    child.kill('SIGTERM');
    expect(await exited).toEqual([143, null]);
    await eventually(() => commandOf(redis) === '');
    silent.close();
  });
});

function childrenOf(pid = 0): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

/** Empty when it has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
