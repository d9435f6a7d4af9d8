import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { TickFeed } from '../../src/market/ticks/tick-feed';
import { userRoom } from '../../src/platform/stream/sockets/rooms';
import { testVariables } from '../support/application/app';
import { freePort } from '../support/outside/free-port';
import { eventually } from '../support/waiting/eventually';
import { quoteOf } from '../support/features/quotes';
import { closeStreams, connected, openStream } from '../support/stream/stream-client';
import { startStreamInstance, StreamInstance } from '../support/stream/stream-instance';

declare module '../../src/platform/stream/stream-events' {
  interface ServerEvents {
    'test:outage': (news: { number: number }) => void;
  }
}

const USER = 'c'.repeat(24);

/** A Redis of this test's own, to be killed and frozen. */
class OwnRedis {
  private child?: ChildProcess;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort(), await mkdtemp(join(tmpdir(), 'tickfolio-outage-')));
    await redis.run();
    return redis;
  }

  async run(): Promise<void> {
    this.child = spawn('redis-server', ['--port', `${this.port}`, '--dir', this.folder, '--save', '']);
    const { stdout } = this.child;
    if (!stdout) throw new Error('no output');
    for await (const chunk of stdout) if (String(chunk).includes('Ready to accept')) break;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  async kill(): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

describe('the stream while Redis is away', () => {
  let own: OwnRedis;
  let instance: StreamInstance;
  let worker: StreamInstance;
  let feed: TickFeed;

  beforeAll(async () => {
    own = await OwnRedis.start();
    const variables = testVariables({ REDIS_URL: `redis://127.0.0.1:${own.port}` });
    instance = await startStreamInstance(variables);
    worker = await startStreamInstance(variables, { worker: true });
    feed = new TickFeed(instance.redis, new Registry());
    await feed.hear(['BACK']);
    await eventually(() => instance.server.place && worker.server.place);
  });

  afterEach(closeStreams);

  afterAll(async () => {
    await instance.close();
    await worker.close();
    await own.close();
  });

  it.each([
    ['killed', 1],
    ['frozen', 2],
  ])('goes on for its own sockets, and recovers when it was %s', async (how, back) => {
    const socket = openStream(instance.url, { token: `${USER}/s` });
    const numbers: number[] = [];
    socket.on('test:outage', ({ number }) => numbers.push(number));
    await connected(socket);
    const tell = (from: StreamInstance, number: number) =>
      from.server.namespace.to(userRoom(USER)).emit('test:outage', { number });
    if (how === 'killed') await own.kill();
    else own.signal('SIGSTOP');
    tell(instance, 1);
    await feed.publish([quoteOf('AWAY')]);
    await eventually(() => numbers.includes(1));
    const late = openStream(instance.url, { token: `${USER}/s` });
    await connected(late);
    expect(late.connected).toBe(true);
    if (how === 'killed') await own.run();
    else own.signal('SIGCONT');
    await eventually(() => {
      tell(worker, 2);
      return numbers.includes(2);
    });
    await eventually(async () => {
      await feed.publish([quoteOf('BACK', { close: back })]);
      return feed.latest('BACK')?.close === back;
    });
  });
});
