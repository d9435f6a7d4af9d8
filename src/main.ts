import { Environment } from './config/environment';
import { InvalidEnvironmentError, loadEnvironment } from './config/load-environment';
import { readProcessVariables } from './config/process-variables';
import { startStandIns } from './embedded/stand-ins';
import { endStartOnSignal } from './platform/lifecycle/end-start';

async function main(): Promise<void> {
  endStartOnSignal();
  const variables = readProcessVariables();
  const standIns = await startStandIns(variables);
  const environment = loadEnvironment({ ...variables, ...standIns.variables });
  const endTracing = await startTracing(environment);
  // Only now, because tracing changes modules as they are loaded.
  const { serve } = await import('./serve');
  await serve(environment, standIns, endTracing);
}

async function startTracing({
  OTEL_EXPORTER_OTLP_ENDPOINT,
  ROLE,
}: Environment): Promise<() => Promise<void>> {
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return () => Promise.resolve();
  const tracing = await import('./platform/observability/tracing/start-tracing');
  return tracing.startTracing(OTEL_EXPORTER_OTLP_ENDPOINT, ROLE);
}

main().catch((error: unknown) => {
  const message = error instanceof InvalidEnvironmentError ? error.message : error;
  process.stderr.write(`${String(message instanceof Error ? message.stack : message)}\n`);
  process.exit(1);
});
