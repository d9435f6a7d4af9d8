import { Duplex } from 'node:stream';
import { io, Socket } from 'socket.io-client';
import type { ClientEvents, ServerEvents } from '../../../src/platform/stream/stream-events';
import '../../../src/market/stream/market.events';
import { eventually } from '../waiting/eventually';

export type ClientSocket = Socket<ServerEvents, ClientEvents>;

const opened: ClientSocket[] = [];

export interface StreamOptions {
  token?: unknown;
  origin?: string;
  transports?: ('polling' | 'websocket')[];
}

/** A client of `/stream` with a connection of its own; it connects at once. End all with `closeStreams()`. */
export function openStream(
  url: string,
  { token, origin, transports = ['websocket'] }: StreamOptions = {},
): ClientSocket {
  const socket: ClientSocket = io(`${url}/stream`, {
    auth: { token },
    transports,
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    ...(origin && { extraHeaders: { origin } }),
  });
  opened.push(socket);
  return socket;
}

/** Breaks the TCP connection of a WebSocket, without a word to the server; the client stays away until `comeBack`. */
export async function breakConnection(socket: ClientSocket): Promise<void> {
  socket.io.reconnection(false);
  const gone = nextEvent(socket, 'disconnect');
  tcpOf(socket).destroy();
  await gone;
}

/** Connects again, to another instance if a URL is given, as a load balancer may decide. */
export async function comeBack(socket: ClientSocket, url?: string): Promise<void> {
  if (url) Object.assign(socket.io, { uri: url });
  socket.io.reconnection(true);
  socket.connect();
  await connected(socket);
}

export async function closeStreams(): Promise<void> {
  await Promise.all(
    opened.splice(0).map(async (socket) => {
      const { engine } = socket.io;
      socket.disconnect();
      await eventually(() => !engine || engine.readyState === 'closed');
    }),
  );
}

/** The TCP connection under a client's WebSocket, to pause it. */
export function tcpOf(socket: ClientSocket): Duplex {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: Duplex } } };
  return transport.ws._socket;
}

/** The next event of that name, its first argument. */
export function nextEvent<T = unknown>(socket: ClientSocket, event: string): Promise<T> {
  return new Promise((resolve) => {
    (socket as Socket).once(event, (payload: T) => resolve(payload));
  });
}

export function connected(socket: ClientSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.connected) resolve();
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
}

/** The code a refused handshake came with. */
export function refusedWith(socket: ClientSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => reject(new Error('the handshake was accepted')));
    socket.once('connect_error', (error: Error & { data?: { code?: string } }) =>
      resolve(error.data?.code ?? error.message),
    );
  });
}

/** Sends an event and gives its acknowledgement; every event of the contract has one. */
export function ask<T>(socket: ClientSocket, event: string, ...payload: unknown[]): Promise<T> {
  return (socket as Socket).timeout(60_000).emitWithAck(event, ...payload) as Promise<T>;
}
