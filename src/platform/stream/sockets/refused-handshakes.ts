import type { EventEmitter } from 'node:events';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { dataHeaders } from '../../http/edge/security-headers';

/** What is told of a handshake that Engine.IO refuses, right before it does. */
interface Refused {
  readonly req: IncomingMessage;
  readonly message: string;
  readonly context?: { readonly message?: string };
}

/**
 * Answers handshakes of WebSockets that are refused with the headers of the edge. Engine.IO, and `ws` below it, write their
 * refusals past everything that sets headers; to a connection that was answered already they write nothing.
 */
export function hardenRefusals(server: Server, engine: EventEmitter): void {
  const upgrades = new WeakSet<IncomingMessage>();
  server.prependListener('upgrade', (request: IncomingMessage) => upgrades.add(request));
  engine.on('connection_error', ({ req, message, context }: Refused) => {
    if (upgrades.has(req)) refuse(req, req.socket, context?.message ?? message);
  });
  // Engine.IO makes the server of `ws` anew when it begins to listen.
  server.on('listening', () => {
    const { ws } = engine as { ws?: EventEmitter };
    ws?.on('wsClientError', ({ message }: Error, connection: Duplex, request: IncomingMessage) =>
      refuse(request, connection, message, { 'Sec-WebSocket-Version': '13, 8' }),
    );
  });
}

function refuse(request: IncomingMessage, connection: Duplex, reason: string, more: object = {}): void {
  if (!connection.writable) return;
  const answer = new ServerResponse(request);
  dataHeaders(request, answer, () => undefined);
  const headers = {
    Connection: 'close',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(reason),
    'Cache-Control': 'no-store',
    ...answer.getHeaders(),
    ...more,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  connection.on('error', () => undefined);
  connection.once('finish', () => connection.destroy());
  connection.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('\r\n')}\r\n\r\n${reason}`);
}
