import { EventEmitter } from 'node:events';
import { EngineConnection } from '../../platform/stream/sockets/engine-connection';
import { Tick } from '../ticks/tick';
import { TickFrame } from './tick-frame';
import { Viewer } from './viewer';
import { WatchedSymbol } from './watched-symbol';

interface Write {
  packet: string;
  options: { wsPreEncodedFrame?: Buffer[] };
}

/** A connection that takes what it is sent, or keeps it, as one to a client that does not read. */
function connectionBy(name: string, bufferedAmount = 0) {
  const writes: Write[] = [];
  const transport = Object.assign(new EventEmitter(), { name, writable: true, socket: { bufferedAmount } });
  const connection = Object.assign(new EventEmitter(), {
    transport,
    writeBuffer: [],
    write: (packet: string, options: Write['options']) => writes.push({ packet, options }),
  });
  return { connection: connection as unknown as EngineConnection, transport, writes };
}

function ticking(symbol: string, close: number): WatchedSymbol {
  const watched = new WatchedSymbol(symbol);
  watched.newest = new TickFrame({ symbol, close } as Tick);
  return watched;
}

function viewing(connection: EngineConnection, symbols: string[]) {
  const counts = { delivered: jest.fn<void, [number]>(), conflated: jest.fn<void, [number]>() };
  const viewer = new Viewer(connection, counts);
  for (const symbol of symbols) viewer.symbols.add(symbol);
  return { viewer, ...counts };
}

const bytesOf = (write?: Write) => write?.options.wsPreEncodedFrame?.[0]?.toString('latin1') ?? '';

describe('Viewer', () => {
  it('is sent all that waits in one write, the newest tick of each symbol', () => {
    const { connection, writes } = connectionBy('websocket');
    const { viewer, delivered, conflated } = viewing(connection, ['A', 'B']);
    const [a, b] = [ticking('A', 1), ticking('B', 2)];
    for (const watched of [a, b, a]) viewer.offer(watched);
    a.newest = new TickFrame({ symbol: 'A', close: 3 } as Tick);
    viewer.flush();
    expect(writes).toHaveLength(1);
    expect(bytesOf(writes[0])).toBe([a, b].map(({ newest }) => newest?.bytes.toString('latin1')).join(''));
    expect(delivered.mock.calls).toEqual([[2]]);
    expect(conflated.mock.calls).toEqual([[1]]);
  });

  it('leaves what a connection did not take yet as it is', () => {
    const slow = connectionBy('websocket', 1);
    const quick = connectionBy('websocket');
    for (const [{ connection }, symbol] of [
      [slow, 'SLOW'],
      [quick, 'NEXT'],
    ] as const) {
      const { viewer } = viewing(connection, [symbol]);
      viewer.offer(ticking(symbol, 1));
      viewer.flush();
    }
    expect(bytesOf(slow.writes[0])).toContain('SLOW');
    expect(bytesOf(quick.writes[0])).toContain('NEXT');
  });

  it('keeps a name for each symbol while a connection takes nothing, and goes on when it does', () => {
    const { connection, transport, writes } = connectionBy('websocket');
    const { viewer, conflated } = viewing(connection, ['A']);
    const a = ticking('A', 1);
    transport.writable = false;
    for (let i = 0; i < 1_000; i += 1) viewer.offer(a);
    viewer.flush();
    expect(writes).toHaveLength(0);
    transport.writable = true;
    transport.emit('ready');
    expect(writes).toHaveLength(1);
    expect(conflated.mock.calls.flat().reduce((sum, ticks) => sum + ticks)).toBe(999);
  });

  it('is sent a packet a tick where they are asked for one after the other', () => {
    const { connection, writes } = connectionBy('polling');
    const { viewer } = viewing(connection, ['A', 'B']);
    viewer.offer(ticking('A', 1));
    viewer.offer(ticking('B', 2));
    viewer.flush();
    expect(writes.map(({ packet }) => packet.slice(0, 35))).toEqual([
      '2/stream,["market:tick",{"symbol":"',
      '2/stream,["market:tick",{"symbol":"',
    ]);
  });
});
