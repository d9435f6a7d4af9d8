import { once } from 'node:events';
import { createServer } from 'node:http';
import { Registry } from 'prom-client';
import { SystemClock } from '../../../src/common/clock';
import { DomainError } from '../../../src/common/errors/domain-error';
import { Identity } from '../../../src/common/identity/identity';
import { loadEnvironment, Variables } from '../../../src/config/load-environment';
import { Counters } from '../../../src/platform/http/limits/counters';
import { Lifecycle } from '../../../src/platform/lifecycle/lifecycle';
import { RedisConnections } from '../../../src/platform/redis/redis-connections';
import { StreamAuthenticator } from '../../../src/platform/stream/sockets/stream-authenticator';
import { HandshakeLimit } from '../../../src/platform/stream/sockets/handshake-limit';
import { StreamServer } from '../../../src/platform/stream/stream-server';
import { StreamSessions } from '../../../src/platform/stream/sockets/stream-sessions';

export interface StreamInstance {
  url: string;
  server: StreamServer;
  redis: RedisConnections;
  lifecycle: Lifecycle;
  isListening(): boolean;
  close(): Promise<void>;
}

/** Tokens of the form `user/session/milliseconds to live`, without any accounts behind them. */
class PlainTokens extends StreamAuthenticator {
  authenticate(token: unknown): Promise<Identity> {
    const [userId, sessionId, life = '60000'] = typeof token === 'string' ? token.split('/') : [];
    if (!userId || !sessionId) {
      return Promise.reject(
        new DomainError('unauthenticated', 'auth.invalid_token', 'The token is not good.'),
      );
    }
    const expiresAt = new Date(Date.now() + Number(life));
    return Promise.resolve({ userId, sessionId, isSuperuser: false, expiresAt });
  }
}

/** The stream alone on an HTTP server of its own; instances with the same variables are one fleet. */
export async function startStreamInstance(
  variables: Variables,
  { worker = false } = {},
): Promise<StreamInstance> {
  const environment = loadEnvironment(variables);
  const redis = new RedisConnections(environment);
  const lifecycle = new Lifecycle();
  const registry = new Registry();
  const handshakes = new HandshakeLimit(new Counters(redis), environment);
  const server = new StreamServer(environment, lifecycle, registry, redis, handshakes);
  const sessions = new StreamSessions(server, new PlainTokens(), new SystemClock(), registry);
  sessions.guard();
  await redis.onModuleInit();
  const http = createServer();
  if (!worker) server.io.attach(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    redis,
    lifecycle,
    isListening: () => http.listening,
    close: async () => {
      sessions.stop();
      await server.beforeApplicationShutdown();
      redis.close();
      const closed = once(http, 'close');
      http.close();
      await closed;
    },
  };
}
