import { userRoom } from '../../src/platform/stream/sockets/rooms';
import { SessionReady } from '../../src/platform/stream/stream-events';
import { testVariables } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';
import {
  breakConnection,
  ClientSocket,
  closeStreams,
  comeBack,
  nextEvent,
  openStream,
  tcpOf,
} from '../support/stream/stream-client';
import { startStreamInstance, StreamInstance } from '../support/stream/stream-instance';

const USER = 'd'.repeat(24);

declare module '../../src/platform/stream/stream-events' {
  interface ServerEvents {
    'test:order': (news: { number: number }) => void;
  }
}

function newsOf(socket: ClientSocket): number[] {
  const numbers: number[] = [];
  socket.on('test:order', ({ number }) => numbers.push(number));
  return numbers;
}

describe('the order in which events are handed out', () => {
  const variables = testVariables();
  const running: StreamInstance[] = [];
  let first: StreamInstance;
  let second: StreamInstance;
  let worker: StreamInstance;
  let readerOfFirst: string;

  async function start(options?: { worker: boolean }): Promise<StreamInstance> {
    const instance = await startStreamInstance(variables, options);
    running.push(instance);
    return instance;
  }

  function tell(from: StreamInstance, number: number): void {
    from.server.namespace.to(userRoom(USER)).emit('test:order', { number });
  }

  /** Resolves when it stands in the stream and that instance has read it. */
  async function tellAndRead(from: StreamInstance, number: number, reader = from): Promise<void> {
    const before = reader.server.place;
    tell(from, number);
    await eventually(() => reader.server.place !== before);
  }

  /** The connections that wait for the next entry of a stream. */
  async function readers({ redis }: StreamInstance): Promise<string[]> {
    const clients = String(await redis.commands.call('CLIENT', 'LIST'));
    return clients
      .split('\n')
      .filter((line) => line.includes('name=stream-adapter') && line.includes('cmd=xread'));
  }

  /** The first instance writes, but does not read before it has connected again. */
  async function interruptReading(): Promise<void> {
    await first.redis.commands.call('CLIENT', 'KILL', 'ID', readerOfFirst);
  }

  /** Nothing was lost, nothing came twice, and all in order. */
  async function expectAllAt(instance: StreamInstance, socket: ClientSocket, news: number[]): Promise<void> {
    const ready = nextEvent<SessionReady>(socket, 'session:ready');
    await comeBack(socket, instance.url);
    expect(await ready).toMatchObject({ resumed: true });
    tell(worker, 3);
    await eventually(() => news.includes(3));
    expect(news).toEqual([1, 2, 3]);
  }

  beforeAll(async () => {
    second = await start();
    worker = await start({ worker: true });
    await eventually(() => running.every(({ server }) => server.place));
    const others = await readers(second);
    first = await start();
    const idOf = (line: string) => /id=(\d+)/.exec(line)?.[1];
    const known = new Set(others.map(idOf));
    readerOfFirst = await eventually(async () =>
      (await readers(first)).map(idOf).find((id) => id && !known.has(id)),
    );
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await closeStreams();
  });

  afterAll(async () => {
    for (const instance of running) await instance.close();
  });

  it('is that of the stream also where the newer event is an own one and the older was not read yet', async () => {
    const socket = openStream(first.url, { token: `${USER}/s` });
    const news = newsOf(socket);
    await nextEvent(socket, 'session:ready');
    socket.io.reconnection(false);
    socket.once('test:order', () => tcpOf(socket).destroy());
    const broken = nextEvent(socket, 'disconnect');
    await interruptReading();
    await tellAndRead(worker, 1);
    tell(first, 2);
    await broken;
    await eventually(() => first.server.namespace.sockets.size === 0);
    await expectAllAt(second, socket, news);
  });

  it('is kept for a client that comes back, also when it breaks off again before it was told what it missed', async () => {
    const socket = openStream(first.url, { token: `${USER}/s` });
    const news = newsOf(socket);
    await nextEvent(socket, 'session:ready');
    await breakConnection(socket);
    await eventually(() => first.server.namespace.sockets.size === 0);
    await tellAndRead(worker, 1);
    const { commands } = second.redis;
    const xrange = commands.xrange.bind(commands) as (...args: unknown[]) => Promise<[]>;
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    jest
      .spyOn(commands, 'xrange')
      .mockImplementation((...args: unknown[]) => gate.then(() => xrange(...args)));
    await comeBack(socket, second.url);
    await tellAndRead(worker, 2, second);
    await breakConnection(socket);
    await eventually(() => second.server.namespace.sockets.size === 0);
    goOn();
    await expectAllAt(second, socket, news);
  });
});
