import { once } from 'node:events';
import { Server } from 'node:http';

const SWEEP = 50;
const PATIENCE = 6_000;

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
