import { InvalidEnvironmentError } from './config/load-environment';
import { processVariables } from './config/process-variables';

async function main(): Promise<void> {
  const endTracing = await startTracing();
  // Only now, because tracing changes modules as they are loaded.
  const { serve } = await import('./serve');
  await serve(endTracing);
}

async function startTracing(): Promise<() => Promise<void>> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ROLE = 'all' } = processVariables;
  // A malformed one is refused, by name, with the other settings.
  if (!endpoint || !URL.canParse(endpoint)) return () => Promise.resolve();
  const tracing = await import('./platform/tracing/start-tracing');
  return tracing.startTracing(endpoint, ROLE);
}

main().catch((error: unknown) => {
  const message = error instanceof InvalidEnvironmentError ? error.message : error;
  process.stderr.write(`${String(message instanceof Error ? message.stack : message)}\n`);
  process.exit(1);
});
