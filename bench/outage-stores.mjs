// Stores that a benchmark may kill and freeze: a redis-server of its own, and a link to the run's MongoDB.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../scripts/server.mjs';

/** A process that can be taken away and given back at the same port. */
class Fallible {
  #command;
  #child;

  constructor(command) {
    this.#command = command;
  }

  async start() {
    const [program, ...args] = this.#command;
    this.#child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const child = this.#child;
    process.once('exit', () => child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout }))
      if (/listening|Ready to accept/.test(line)) break;
    child.stdout.resume();
  }

  async kill() {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  freeze() {
    this.#child.kill('SIGSTOP');
  }

  thaw() {
    this.#child.kill('SIGCONT');
  }
}

/** @returns { variables, redis, mongo, close() }: the settings of an installation on these stores, and the two to take away */
export async function openOutageStores(stores) {
  const { MONGODB_URI, ...others } = stores.variables();
  const [mongoPort, redisPort] = [await freePort(), await freePort()];
  const folder = await mkdtemp(join(tmpdir(), 'tickfolio-outages-'));
  const link = new URL(MONGODB_URI);
  const { hostname, port } = link;
  const relay = fileURLToPath(new URL('relay.mjs', import.meta.url));
  link.host = `127.0.0.1:${mongoPort}`;
  link.searchParams.set('directConnection', 'true');
  const mongo = new Fallible([process.execPath, relay, hostname, port || '27017', `${mongoPort}`]);
  const redis = new Fallible(
    `redis-server --port ${redisPort} --bind 127.0.0.1 --dir ${folder} --appendonly yes --save`
      .split(' ')
      .concat(''),
  );
  await Promise.all([mongo.start(), redis.start()]);
  return {
    variables: { ...others, MONGODB_URI: link.toString(), REDIS_URL: `redis://127.0.0.1:${redisPort}` },
    mongo,
    redis,
    close: async () => {
      await Promise.all([mongo.kill(), redis.kill()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
