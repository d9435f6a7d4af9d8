import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../outside/free-port';

/** A Redis of its own for a test that takes it away; it keeps its keys (AOF) and its port over a restart. */
export class RedisServer {
  private child?: ChildProcess;
  private folder = '';
  port = 0;

  /** @param settings more of them, as in a redis.conf */
  constructor(private readonly settings: Record<string, string> = {}) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    this.folder ||= await mkdtemp(join(tmpdir(), 'tickfolio-redis-'));
    this.port ||= await freePort();
    const options = {
      port: this.port,
      bind: '127.0.0.1',
      dir: this.folder,
      appendonly: 'yes',
      save: '',
      ...this.settings,
    };
    const child = spawn(
      'redis-server',
      Object.entries(options).flatMap(([name, value]) => [`--${name}`, ...`${value}`.split(' ')]),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const killOnExit = () => child.kill('SIGKILL');
    process.once('exit', killOnExit);
    child.once('exit', () => process.off('exit', killOnExit));
    this.child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('Ready to accept connections')) break;
    }
    child.stdout.resume();
    return this;
  }

  /** Ends at once, as in a power cut. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** While it is stopped: what it knew is gone, as with a new disk. */
  async forget(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    this.folder = '';
  }

  /** Still there, but answers nothing until `thaw`. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
