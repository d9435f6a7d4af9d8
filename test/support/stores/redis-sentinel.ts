import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../outside/free-port';
import { RedisServer } from './redis-server';

/** A master, its replica, and a sentinel that puts the replica in the master's place within two seconds. */
export class WatchedRedis {
  private constructor(
    readonly master: RedisServer,
    private readonly replica: RedisServer,
    private readonly sentinel: ChildProcess,
    private readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<WatchedRedis> {
    const master = await new RedisServer().start();
    const replica = await new RedisServer({ replicaof: `127.0.0.1 ${master.port}` }).start();
    const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), 'tickfolio-sentinel-'))];
    const settings = join(folder, 'sentinel.conf');
    await writeFile(
      settings,
      `port ${port}
bind 127.0.0.1
dir ${folder}
sentinel monitor tickfolio 127.0.0.1 ${master.port} 1
sentinel down-after-milliseconds tickfolio 1000
sentinel failover-timeout tickfolio 5000
`,
    );
    const sentinel = spawn('redis-server', [settings, '--sentinel'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.once('exit', () => sentinel.kill('SIGKILL'));
    for await (const line of sentinel.stdout) if (String(line).includes('+slave ')) break;
    sentinel.stdout.resume();
    return new WatchedRedis(master, replica, sentinel, port, folder);
  }

  get url(): string {
    return `redis+sentinel://127.0.0.1:${this.port}/tickfolio`;
  }

  async remove(): Promise<void> {
    const ended = once(this.sentinel, 'exit');
    this.sentinel.kill('SIGKILL');
    await Promise.all([ended, this.master.remove(), this.replica.remove()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
