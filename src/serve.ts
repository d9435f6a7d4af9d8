import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { closeApplication, createApplication } from './app.setup';
import { Environment } from './config/environment';
import { listening } from './config/listening';
import { StandIns } from './embedded/stand-ins';
import { installFailFast } from './platform/lifecycle/fail-fast';
import { keepIdleConnections } from './platform/lifecycle/http-drain';
import { installShutdown } from './platform/lifecycle/shutdown';
import { logConsole } from './platform/observability/logging/log-console';
import { serveMetrics } from './platform/observability/metrics/metrics-server';
import { buildIndexes } from './platform/mongo/indexes';
import { warnOfMissingIndexes } from './platform/mongo/warn-of-missing-indexes';

/** Starts the application in its role and serves until a signal ends it. `last` runs when everything else is closed. */
export async function serve(
  environment: Environment,
  standIns: StandIns,
  last: () => Promise<void>,
): Promise<void> {
  logConsole();
  const app = await createApplication(environment);
  const connection = app.get<Connection>(getConnectionToken());
  if (environment.NODE_ENV !== 'production') await buildIndexes(connection);
  const metrics = await listening('METRICS_PORT', () =>
    serveMetrics(app.get(Registry), environment.METRICS_PORT),
  );
  keepIdleConnections(app.getHttpServer());
  installFailFast();
  installShutdown(app, async () => {
    await closeApplication(app);
    metrics?.close();
    await standIns.close();
    await last();
  });
  await app.init();
  await standIns.fill(app);
  await listening('PORT', () => app.listen(environment.PORT));
  if (environment.NODE_ENV === 'production') await warnOfMissingIndexes(connection);
  process.stdout.write(standIns.welcome(`http://localhost:${environment.PORT}`));
}
