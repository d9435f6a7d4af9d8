import { Environment } from './config/environment';
import { InvalidEnvironmentError, loadEnvironment } from './config/load-environment';
import { processVariables } from './config/process-variables';
import { startStandIns } from './embedded/stand-ins';
import { endStartOnSignal } from './platform/lifecycle/end-start';

async function main(): Promise<void> {
  endStartOnSignal();
  const standIns = await startStandIns(processVariables);
  const environment = loadEnvironment({ ...processVariables, ...standIns.variables });
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
  const tracing = await import('./platform/tracing/start-tracing');
  return tracing.startTracing(OTEL_EXPORTER_OTLP_ENDPOINT, ROLE);
}

main().catch((error: unknown) => {
  const message = error instanceof InvalidEnvironmentError ? error.message : error;
  process.stderr.write(`${String(message instanceof Error ? message.stack : message)}\n`);
  process.exit(1);
});
