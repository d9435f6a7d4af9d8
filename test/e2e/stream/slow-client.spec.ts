import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { StreamServer } from '../../../src/platform/stream/stream-server';
import { engineConnection, waitingBytes } from '../../../src/platform/stream/sockets/engine-connection';
import { TickBroadcast } from '../../../src/market/stream/tick-broadcast';
import { Tick } from '../../../src/market/ticks/tick';
import { TickFeed } from '../../../src/market/ticks/tick-feed';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { quoteOf } from '../../support/features/quotes';
import { ClientSocket, closeStreams, connected, openStream, tcpOf } from '../../support/stream/stream-client';

declare module '../../../src/platform/stream/stream-events' {
  interface ServerEvents {
    'test:filler': (text: string) => void;
  }
}

/** Not whole ticks: what this test keeps must not weigh as much as what the product should not. */
type Heard = Pick<Tick, 'symbol' | 'close' | 'seq'>;

interface Watching {
  socket: ClientSocket;
  ticks: Heard[];
  id: string;
}

const SYMBOLS = Array.from({ length: 200 }, (_, i) => `SYM-${i}`);
const BATCHES = 150;
const WARM_UP = 30;
/** What all ticks together weigh is several times this. */
const FLAT = 8 * 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of this process that are in use: objects and buffers. */
function used(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('a client that does not read', () => {
  let running: TestApp;
  let tokens: string[];
  let feed: TickFeed;
  let server: StreamServer;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    feed = running.app.get(TickFeed);
    server = running.app.get(StreamServer);
    tokens = [];
    for (let i = 0; i < 4; i += 1) tokens.push((await registerUser(running)).access_token);
  });

  afterEach(closeStreams);

  afterAll(() => running.close());

  async function open(user: number, symbols: string[]): Promise<Watching> {
    const socket = openStream(running.url, { token: tokens[user] });
    const ticks: Heard[] = [];
    socket.on('market:tick', ({ symbol, close, seq }) => ticks.push({ symbol, close, seq }));
    await connected(socket);
    const id = String(socket.id);
    const serverSide = await eventually(() => server.namespace.sockets.get(id));
    await running.app.get(TickBroadcast).watch(serverSide, symbols);
    return { socket, ticks, id };
  }

  /** Bytes that this process holds for a socket. */
  function held(id: string): number {
    const serverSide = server.namespace.sockets.get(id);
    if (!serverSide) throw new Error('the socket is gone');
    return waitingBytes(engineConnection(serverSide));
  }

  it('costs the others nothing and the process a bounded amount, and gets the newest of each symbol when it reads', async () => {
    const paused = await open(0, SYMBOLS);
    const others: Watching[] = [];
    for (let i = 0; i < 50; i += 1) others.push(await open(1 + (i % 3), ['SYM-0', `SYM-${i}`]));
    const first = others[0];
    tcpOf(paused.socket).pause();
    let most = 0;
    let before = 0;
    for (let close = 1; close <= BATCHES; close += 1) {
      await feed.publish(SYMBOLS.map((symbol) => quoteOf(symbol, { close })));
      await eventually(() => first?.ticks.at(-1)?.close === close);
      most = Math.max(most, held(paused.id));
      if (close === WARM_UP) before = used();
    }
    await eventually(() => others.every(({ ticks }) => ticks.at(-1)?.close === BATCHES));
    const lost = others.map(({ ticks }) => ticks.filter(({ symbol }) => symbol === 'SYM-0').length - BATCHES);
    expect(new Set(lost)).toEqual(new Set([0]));
    const oneOfEach = SYMBOLS.length * 600;
    // Some garbage is found only at a second look; what waits for the paused socket stays.
    await eventually(() => used() - before < FLAT);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(oneOfEach);
    tcpOf(paused.socket).resume();
    await eventually(() => {
      const newest = new Map(paused.ticks.map(({ symbol, close }) => [symbol, close]));
      return SYMBOLS.every((symbol) => newest.get(symbol) === BATCHES);
    });
    expect(paused.ticks.length).toBeLessThan(SYMBOLS.length * BATCHES);
    for (const symbol of SYMBOLS.slice(0, 3)) {
      const numbers = paused.ticks.filter((tick) => tick.symbol === symbol).map(({ seq }) => seq);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }
  });

  it('is ended when other events fill its buffer', async () => {
    const stuck = await open(0, []);
    const room = stuck.id;
    tcpOf(stuck.socket).pause();
    const serverSide = server.namespace.sockets.get(room);
    if (!serverSide) throw new Error('the socket is gone');
    const ended = once(serverSide, 'disconnect');
    const filler = 'x'.repeat(20_000);
    const filling = setInterval(() => {
      for (let i = 0; i < 100; i += 1) {
        server.namespace.local.to(room).emit('test:filler', filler);
      }
    }, 10);
    await ended;
    clearInterval(filling);
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    expect(metrics).toMatch(/tickfolio_stream_sockets_ended_total\{reason="slow"\} 1/);
  });
});
