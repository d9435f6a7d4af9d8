import { once } from 'node:events';
import { Server } from 'node:http';

const SWEEP = 50;
const PATIENCE = 6_000;

/** Longer than balancers keep a connection that nothing passes: two minutes for Caddy, one for most others. */
const IDLE_CONNECTIONS = 130_000;

/**
 * Leaves the closing of idle connections to the balancer: a server that closes one just as the next request comes down
 * fails that request, and no balancer may send a POST twice.
 */
export function keepIdleConnections(server: Server): void {
  server.keepAliveTimeout = IDLE_CONNECTIONS;
}

/**
 * From now on every answer ends its connection, so that a client or proxy with a kept-alive one opens its next
 * connection elsewhere. Costs nothing before: nothing is counted while the server runs.
 */
export function endKeepAlive(server: Server): void {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
}

/**
 * Takes no more connections, closes idle ones and waits for the requests in flight; who is not done after 6 seconds
 * is cut off. Upgraded connections (sockets) count too: end them before.
 */
export async function finishRequests(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  // A connection whose request began before endKeepAlive is kept alive after its answer and would be idle for seconds.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
  const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE);
  await closed;
  clearInterval(sweep);
  clearTimeout(cutOff);
}
