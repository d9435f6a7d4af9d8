import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { Logger } from '@nestjs/common';
import { Registry } from 'prom-client';

/**
 * Serves the registry at `/metrics` on a port of its own, so that no proxy in front of the application leads to it.
 * @param port nothing is served where there is none
 */
export async function serveMetrics(
  registry: Registry,
  port: number | undefined,
): Promise<Server | undefined> {
  if (port === undefined) return undefined;
  const logger = new Logger('Metrics');
  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff').setHeader('Cache-Control', 'no-store');
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      (error: unknown) => {
        logger.error(error);
        response.writeHead(500).end();
      },
    );
  }).listen(port);
  await once(server, 'listening');
  return server;
}
