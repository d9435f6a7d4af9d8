import { IncomingMessage } from 'node:http';
import { Histogram, Registry } from 'prom-client';
import { EndedAnswer } from '../../http/edge/observe-answers';

declare module 'http' {
  interface IncomingMessage {
    /** what took the request; Express sets it */
    route?: { path?: unknown };
  }
}

const NO_ROUTE = 'none';

/**
 * Measures every request by method, route template and status. The template, never the path: ids and symbols would make a
 * series each. What no route took (404, refused by the limits before routing) counts under `none`.
 */
export function requestMetrics(registry: Registry): (answer: EndedAnswer) => void {
  const duration = new Histogram({
    name: 'tickfolio_http_request_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return ({ request, response, milliseconds }) => {
    const { method } = request;
    const { statusCode: status } = response;
    duration.observe({ method, route: routeOf(request), status }, milliseconds / 1_000);
  };
}

function routeOf({ route }: IncomingMessage): string {
  return typeof route?.path === 'string' ? route.path : NO_ROUTE;
}
