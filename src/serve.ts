import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { closeApplication, createApplication } from './app.setup';
import { Environment } from './config/environment';
import { StandIns } from './embedded/stand-ins';
import { installFailFast } from './platform/lifecycle/fail-fast';
import { keepIdleConnections } from './platform/lifecycle/http-drain';
import { installShutdown } from './platform/lifecycle/shutdown';
import { logConsole } from './platform/logging/log-console';
import { buildIndexes } from './platform/mongo/indexes';

/** Starts the application in its role and serves until a signal ends it. `last` runs when everything else is closed. */
export async function serve(
  environment: Environment,
  standIns: StandIns,
  last: () => Promise<void>,
): Promise<void> {
  logConsole();
  const app = await createApplication(environment);
  if (environment.NODE_ENV !== 'production') await buildIndexes(app.get<Connection>(getConnectionToken()));
  keepIdleConnections(app.getHttpServer());
  installFailFast();
  installShutdown(app, async () => {
    await closeApplication(app);
    await standIns.close();
    await last();
  });
  await app.init();
  await standIns.fill(app);
  await app.listen(environment.PORT);
  process.stdout.write(standIns.welcome(`http://localhost:${environment.PORT}`));
}
