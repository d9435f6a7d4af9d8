import { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';

/** Goes on by `next` or answers itself; it must not fail, for here nobody makes a problem of an error. */
export type EdgeHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Puts handlers before Express, in their order. They see a request as Node gives it: what is measured there covers all of
 * it, and what is answered there pays for no router.
 */
export function beforeExpress(server: Server, handlers: EdgeHandler[]): void {
  const express = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  for (const listener of express) {
    server.on(
      'request',
      handlers.reduceRight<RequestListener>(
        (next, handler) => (request, response) => handler(request, response, () => next(request, response)),
        listener,
      ),
    );
  }
}
