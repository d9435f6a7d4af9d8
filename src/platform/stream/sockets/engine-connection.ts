import { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';

interface WebSocketOfTransport extends EventEmitter {
  /** bytes the kernel did not take yet */
  readonly bufferedAmount: number;
  readonly readyState: number;
  terminate(): void;
}

const CLOSED = 3;

/**
 * The part of an Engine.IO connection that its types hide and that bounding a slow client's memory needs:
 * what waits for it, and whether its transport takes more.
 */
export interface EngineConnection extends EventEmitter {
  readonly transport: EventEmitter & {
    readonly name: string;
    writable: boolean;
    socket?: WebSocketOfTransport;
  };
  readonly writeBuffer: { data?: string }[];
  /** how many events the client says at once, where this process says them for it */
  readonly eventsAtOnce?: number;
  write(packet: string, options: object): void;
  close(discard?: boolean): void;
}

export function engineConnection(socket: { conn: unknown }): EngineConnection {
  return socket.conn as EngineConnection;
}

/** Has what is written to a client from now on leave in one piece, once what is being done is done. */
export function leaveTogether(client: Writable): void {
  client.cork();
  process.nextTick(() => client.uncork());
}

/** Bytes that wait in this process's memory for the client to read. */
export function waitingBytes({ transport, writeBuffer }: EngineConnection): number {
  const sent = transport.socket?.bufferedAmount ?? 0;
  return writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), sent);
}

/**
 * Breaks connections, leaving each client a moment to close its side: one that does not read would otherwise hold its
 * connection, and with it the HTTP server, for half a minute.
 */
export async function breakConnections(connections: EngineConnection[], patience: number): Promise<void> {
  const sockets = connections.flatMap(({ transport: { socket } }) => socket ?? []);
  for (const connection of connections) connection.close(true);
  const open = sockets.filter(({ readyState }) => readyState !== CLOSED);
  const late = setTimeout(() => open.forEach((socket) => socket.terminate()), patience);
  await Promise.all(open.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  clearTimeout(late);
}
