import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface EmbeddedRedis {
  uri: string;
  close(): Promise<void>;
}

const MISSING = `redis-server is not installed, and the embedded default needs it. Either
  install it (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis), or
  set REDIS_URL to a Redis that runs already.`;

/**
 * Starts a child `redis-server` on a free loopback port with a temporary folder; it ends with this process.
 * @throws Error with the two ways out when there is no `redis-server`
 */
export async function startEmbeddedRedis(): Promise<EmbeddedRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'tickfolio-redis-'));
  const port = await freePort();
  const child = spawn(
    'redis-server',
    [
      '--port',
      `${port}`,
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--maxmemory-policy',
      'noeviction',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);
  await untilReady(child);
  return {
    uri: `redis://127.0.0.1:${port}`,
    close: async () => {
      process.off('exit', killOnExit);
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new Error(MISSING) : error),
    );
    child.once('exit', (code) =>
      reject(new Error(`redis-server ended with code ${code} before it was ready`)),
    );
    if (!child.stdout) return;
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (!line.includes('Ready to accept connections')) return;
      child.removeAllListeners('exit');
      resolve();
    });
  });
}
