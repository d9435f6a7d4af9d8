import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** The W3C trace context of what runs now, to travel in a job's payload; undefined while nothing is traced. */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** Runs a job as a span under the request that ordered it. Without an SDK that is a call and nothing more. */
export function tracedJob<T>(
  { name, queueName }: { name: string; queueName: string },
  traceparent: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const parent = propagation.extract(ROOT_CONTEXT, traceparent ? { traceparent } : {});
  const options = { kind: SpanKind.CONSUMER, attributes: { 'messaging.destination.name': queueName } };
  return trace.getTracer('tickfolio').startActiveSpan(`job ${name}`, options, parent, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
