import type { EventEmitter } from 'node:events';
import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Gauge, Registry } from 'prom-client';
import { Namespace, Server } from 'socket.io';
import { Environment } from '../../config/environment';
import { Lifecycle } from '../lifecycle/lifecycle';
import { RedisConnections } from '../redis/redis-connections';
import { AdapterClient } from './adapter/adapter-client';
import {
  breakConnections,
  EngineConnection,
  engineConnection,
  leaveTogether,
  waitingBytes,
} from './sockets/engine-connection';
import { HandshakeLimit } from './sockets/handshake-limit';
import { missedEvents, MissedEvent } from './adapter/missed-events';
import { broadcastInOrder } from './adapter/ordered-broadcasts';
import { SessionStore } from './adapter/session-store';
import { encodeAsText } from './adapter/text-packets';
import { SocketState } from './sockets/socket-state';
import { ClientEvents, ServerEvents } from './stream-events';
import { StreamPosition } from './adapter/stream-position';

/** What the types of Engine.IO's server hide. */
interface Connected {
  clients: Record<string, EngineConnection>;
  clientsCount: number;
}

type NoEvents = Record<string, never>;
export type StreamNamespace = Namespace<ClientEvents, ServerEvents, NoEvents, SocketState>;

export const STREAM_NAMESPACE = '/stream';

const RESUME_MS = 120_000;
/** milliseconds for a client's side of closing a WebSocket */
const TIME_TO_CLOSE = 500;
const LARGEST_MESSAGE = 64 * 1024;

/**
 * The one Socket.IO server of the process. In an API it is attached to the HTTP server; in a worker nobody can
 * connect to it, but what it emits reaches the clients of every API instance through the streams adapter.
 */
@Injectable()
export class StreamServer implements BeforeApplicationShutdown {
  readonly io: Server<ClientEvents, ServerEvents, NoEvents, SocketState>;
  readonly namespace: StreamNamespace;
  private readonly stream: string;
  private readonly position = new StreamPosition();
  private readonly sessions: SessionStore;

  constructor(
    environment: Environment,
    lifecycle: Lifecycle,
    registry: Registry,
    private readonly redis: RedisConnections,
    handshakes: HandshakeLimit,
  ) {
    this.stream = redis.key('stream');
    this.sessions = new SessionStore(redis.commands, (pid) => redis.key('stream-session', pid), RESUME_MS);
    this.io = new Server({
      serveClient: false,
      maxHttpBufferSize: LARGEST_MESSAGE,
      perMessageDeflate: false,
      httpCompression: false,
      pingInterval: 20_000,
      pingTimeout: 15_000,
      cors: { origin: environment.CORS_ORIGINS, credentials: true },
      allowRequest: (request, answer) => {
        const { origin } = request.headers;
        const welcome = origin === undefined || environment.CORS_ORIGINS.includes(origin);
        if (!welcome) answer('this origin is not allowed', false);
        else if (lifecycle.isDraining) answer('this instance is closing', false);
        else
          handshakes.admit(request).then(
            (admitted) => {
              leaveTogether(request.socket);
              answer(admitted ? null : 'too many handshakes; wait a little', admitted);
            },
            () => answer(null, true),
          );
      },
      connectionStateRecovery: { maxDisconnectionDuration: RESUME_MS, skipMiddlewares: false },
      adapter: this.adapter(),
    });
    encodeAsText(this.io);
    this.namespace = this.io.of(STREAM_NAMESPACE);
    this.sessions.serve(this.namespace.adapter);
    broadcastInOrder(this.namespace.adapter);
    this.countSockets(registry);
  }

  /** Where in the order of all events this process stands; a client that knows it can resume from there. */
  get place(): string | undefined {
    return this.position.id;
  }

  /**
   * Reads what was handed out to the rooms after that place. In the very moment in which `handOver` is called it is all there
   * is; undefined says that it can no longer be told without a gap.
   */
  async missedSince(
    place: string,
    rooms: Set<string>,
    handOver: (missed: MissedEvent[] | undefined) => void,
  ): Promise<void> {
    const { stream, position } = this;
    const question = { stream, namespace: STREAM_NAMESPACE, after: place, rooms, position };
    await missedEvents(this.redis.commands, question, handOver).catch(() => handOver(undefined));
  }

  /** Lets a connection in that did not come by Engine.IO; it is one like the others from here on. */
  accept(connection: EngineConnection & { readonly id: string }): void {
    const engine = this.io.engine as unknown as EventEmitter & Connected;
    engine.clients[connection.id] = connection;
    engine.clientsCount += 1;
    connection.once('close', () => {
      delete engine.clients[connection.id];
      engine.clientsCount -= 1;
    });
    engine.emit('connection', connection);
  }

  /**
   * Breaks the connections without a farewell packet: a client that is told goodbye stays away, one whose
   * connection broke comes back by itself, to another instance.
   */
  async releaseSockets(): Promise<void> {
    if (!this.io.httpServer) return;
    const { clients } = this.io.engine as unknown as Connected;
    await breakConnections(Object.values(clients), TIME_TO_CLOSE);
    this.io.engine.close();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.releaseSockets();
    await this.sessions.settled();
    for (const { adapter } of [this.io.sockets, this.namespace]) await adapter.close();
  }

  private adapter(): ReturnType<typeof createAdapter> {
    const client = new AdapterClient(this.stream, this.position);
    return createAdapter(client.wrap(this.redis.client('stream-adapter', 'patient')), {
      streamName: this.stream,
      channelPrefix: this.stream,
      blockTimeInMs: 1_000,
      maxLen: 10_000,
      onlyPlaintext: true,
    });
  }

  private countSockets(registry: Registry): void {
    const { namespace } = this;
    new Gauge({
      name: 'tickfolio_stream_sockets',
      help: 'Open sockets of this instance.',
      registers: [registry],
      collect() {
        this.set(namespace.sockets.size);
      },
    });
    new Gauge({
      name: 'tickfolio_stream_waiting_bytes',
      help: 'Bytes that wait in memory for slow clients of this instance.',
      registers: [registry],
      collect() {
        let bytes = 0;
        for (const socket of namespace.sockets.values()) bytes += waitingBytes(engineConnection(socket));
        this.set(bytes);
      },
    });
  }
}
