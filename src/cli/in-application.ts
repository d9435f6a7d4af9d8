import { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../app.module';
import { closeApplication } from '../app.setup';
import { Environment } from '../config/environment';
import { openApplication } from './open-application';

/** Runs a command in the whole application, which serves nobody, and closes it. */
export async function inApplication(
  environment: Environment,
  run: (app: INestApplicationContext) => Promise<void>,
): Promise<void> {
  const app = await openApplication(await AppModule.with(environment));
  try {
    await run(app);
  } finally {
    await closeApplication(app);
  }
}
