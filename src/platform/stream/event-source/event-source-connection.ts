import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EngineConnection } from '../sockets/engine-connection';

const OPEN = 1;
const CLOSED = 3;

/** The bytes of an answer that goes on, as the stream looks at those of a WebSocket. */
class AnswerBytes extends EventEmitter {
  constructor(private readonly response: ServerResponse) {
    super();
    response.once('close', () => this.emit('close'));
  }

  get bufferedAmount(): number {
    return this.response.writableLength;
  }

  get readyState(): number {
    return this.response.closed ? CLOSED : OPEN;
  }

  terminate(): void {
    this.response.destroy();
  }
}

/** Takes packets while the client reads them, and says when it does again. */
class AnswerTransport extends EventEmitter {
  readonly name = 'event-source';
  readonly socket: AnswerBytes;

  constructor(private readonly response: ServerResponse) {
    super();
    this.socket = new AnswerBytes(response);
    response.on('drain', () => this.emit('ready'));
  }

  get writable(): boolean {
    return !this.response.writableEnded && !this.response.writableNeedDrain;
  }
}

/**
 * An answer to a request as a connection of Engine.IO, so that what is true of sockets (handshake, rooms, order, resuming,
 * limits, slow clients, leaving) is true of it by the same code. It emits `packet` for each packet of Socket.IO that the
 * server sends, and takes those of the client by `data`, without the type that Engine.IO puts before them.
 */
export class EventSourceConnection extends EventEmitter implements EngineConnection {
  readonly id = randomUUID();
  readonly protocol = 4;
  readonly remoteAddress: string | undefined;
  readonly transport: AnswerTransport;
  /** nothing waits here: what the answer does not take at once waits in it */
  readonly writeBuffer: { data?: string }[] = [];
  readyState: 'open' | 'closed' = 'open';

  constructor(
    readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    readonly eventsAtOnce: number,
  ) {
    super();
    this.remoteAddress = request.socket.remoteAddress;
    this.transport = new AnswerTransport(response);
    response.once('close', () => this.end('transport close'));
  }

  write(packet: string): void {
    if (this.readyState === 'open') this.emit('packet', packet);
  }

  close(): void {
    this.end('forced close');
  }

  private end(reason: string): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.emit('close', reason);
    // An answer that was never begun is a problem's.
    if (this.response.headersSent) this.response.end();
  }
}
