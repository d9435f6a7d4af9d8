import { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage } from 'node:http';
import { EdgeHandler } from '../../http/edge/before-express';
import { currentTraceparent } from '../tracing/job-trace';

/** What ties log lines, jobs and upstream calls to the request that caused them. */
export interface Correlation {
  request_id: string;
  user_id?: string;
  job_id?: string;
  /** W3C trace context, while traces are collected */
  traceparent?: string;
}

const requests = new WeakMap<Correlation, IncomingMessage>();
const storage = new AsyncLocalStorage<Correlation>();

/** The correlation of the running request or job, if any. */
export function currentCorrelation(): Correlation | undefined {
  return storage.getStore();
}

/** The request that runs, for who needs more of it than its names; none in jobs and on sockets. */
export function currentRequest(): IncomingMessage | undefined {
  const correlation = storage.getStore();
  return correlation && requests.get(correlation);
}

/** Lets everything that a request starts know its name. */
export const correlated: EdgeHandler = (request, _response, next) =>
  runCorrelated({ request_id: request.requestId }, () => {
    const correlation = storage.getStore();
    if (correlation) requests.set(correlation, request);
    next();
  });

export function runCorrelated<T>(correlation: Correlation, work: () => T): T {
  return storage.run({ ...correlation, traceparent: currentTraceparent() }, work);
}
