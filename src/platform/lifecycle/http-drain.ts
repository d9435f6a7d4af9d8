import { once } from 'node:events';
import { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const SWEEP = 50;
const PATIENCE_MS = 6_000;

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
 * Refuses new connections, which a balancer then opens elsewhere, and still serves the open ones: whoever sends a request
 * on a kept one does not know yet, and a POST that is cut off there is lost.
 *
 * @returns when the last connection has ended
 */
export async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const ended = once(server, 'close');
  // HTTP's own close ends idle connections in the same moment.
  NetServer.prototype.close.call(server);
  await ended;
}

/**
 * After `stopListening`, until `ended`: waits for the requests in flight, and for `lingerMs` for those on idle connections,
 * which it then closes; who is not done after 6 seconds is cut off. Upgraded connections (sockets) count too: end them before.
 */
export async function finishRequests(server: Server, ended: Promise<void>, lingerMs: number): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await Promise.race([ended, pause(lingerMs)]);
  // A connection whose request began before endKeepAlive is kept alive after its answer and would be idle for seconds.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
  await ended;
  clearInterval(sweep);
  clearTimeout(cutOff);
}
