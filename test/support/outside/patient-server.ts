import { createServer, RequestListener, Server } from 'node:http';

/**
 * An HTTP server that leaves the closing of idle connections to its clients. Node's default ends them after five seconds,
 * on a busy machine also under a request that is already on its way.
 */
export function patientServer(answer: RequestListener): Server {
  return createServer({ keepAliveTimeout: 0 }, answer);
}
