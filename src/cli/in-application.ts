import { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { closeApplication } from '../app.setup';
import { Environment } from '../config/environment';

/** Runs a command in the whole application, which serves nobody, and closes it. */
export async function inApplication(
  environment: Environment,
  run: (app: INestApplicationContext) => Promise<void>,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(await AppModule.with(environment), {
    logger: ['error'],
  });
  try {
    await run(app);
  } finally {
    await closeApplication(app);
  }
}
