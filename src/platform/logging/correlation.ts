import { AsyncLocalStorage } from 'node:async_hooks';
import { currentTraceparent } from '../tracing/job-trace';

/** What ties log lines, jobs and upstream calls to the request that caused them. */
export interface Correlation {
  request_id: string;
  user_id?: string;
  job_id?: string;
  /** W3C trace context, while traces are collected */
  traceparent?: string;
}

const storage = new AsyncLocalStorage<Correlation>();

/** The correlation of the running request or job, if any. */
export function currentCorrelation(): Correlation | undefined {
  return storage.getStore();
}

export function runCorrelated<T>(correlation: Correlation, work: () => T): T {
  return storage.run({ ...correlation, traceparent: currentTraceparent() }, work);
}
