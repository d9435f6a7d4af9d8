import { BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Namespace, Server } from 'socket.io';
import { Identity } from '../../common/identity/identity';
import { Environment } from '../../config/environment';
import { RedisConnections } from '../redis/redis-connections';
import { ClientEvents, ServerEvents } from './stream-events';

export interface SocketState {
  identity: Identity;
}

type NoEvents = Record<string, never>;
export type StreamNamespace = Namespace<ClientEvents, ServerEvents, NoEvents, SocketState>;

export const STREAM_NAMESPACE = '/stream';

/**
 * The one Socket.IO server of the process. In an API it is attached to the HTTP server; in a worker nobody can
 * connect to it, but what it emits reaches the clients of every API instance through the streams adapter.
 */
@Injectable()
export class StreamServer implements BeforeApplicationShutdown {
  readonly io: Server<ClientEvents, ServerEvents, NoEvents, SocketState>;
  readonly namespace: StreamNamespace;

  constructor(environment: Environment, redis: RedisConnections) {
    this.io = new Server({
      serveClient: false,
      maxHttpBufferSize: 64 * 1024,
      perMessageDeflate: false,
      cors: { origin: environment.CORS_ORIGINS },
      connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: false },
      adapter: createAdapter(redis.client('stream-adapter', 'patient'), {
        streamName: redis.key('stream'),
        channelPrefix: redis.key('stream'),
        sessionKeyPrefix: redis.key('stream-session:'),
        blockTimeInMs: 1_000,
        maxLen: 10_000,
        onlyPlaintext: true,
      }),
    });
    this.namespace = this.io.of(STREAM_NAMESPACE);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.io.local.disconnectSockets(true);
    for (const { adapter } of [this.io.sockets, this.namespace]) await adapter.close();
  }
}
