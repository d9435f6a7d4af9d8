import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const UNTRACED = /^\/(health|metrics)\b/;

/**
 * Sends traces of HTTP requests, jobs and calls of providers to an OTLP collector. Has to run before the application is
 * loaded, since it changes modules as they load; where it is not called, nothing of the SDK is loaded.
 * @param endpoint the collector's base URL, such as http://127.0.0.1:4318
 * @returns sends what is left and ends; it never fails
 */
export function startTracing(endpoint: string, role: string): () => Promise<void> {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tickfolio', 'service.instance.role': role }),
    spanProcessors: [
      new BatchSpanProcessor(
        new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 3_000 }),
        { scheduledDelayMillis: 1_000 },
      ),
    ],
  });
  provider.register();
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url }) => UNTRACED.test(url ?? '') }),
      new UndiciInstrumentation({
        requireParentforSpans: true,
        // A query may hold a provider's key.
        requestHook: (span, { origin, path }) => {
          span.setAttributes({ 'url.full': `${origin}${path.split('?', 1)[0]}`, 'url.query': '' });
        },
      }),
    ],
  });
  return () => provider.shutdown().catch(() => undefined);
}
