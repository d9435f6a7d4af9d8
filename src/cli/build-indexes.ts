import { NestFactory } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { AppModule } from '../app.module';
import { closeApplication } from '../app.setup';
import { loadEnvironment } from '../config/load-environment';
import { readProcessVariables } from '../config/process-variables';
import { buildIndexes, missingIndexes } from '../platform/mongo/indexes';
import { runCommand } from './run-command';
import { unneededSettings } from './unneeded-settings';

/** `npm run db:indexes`: builds what the schemas declare and the database lacks; safe to run again. */
async function main(): Promise<void> {
  const environment = loadEnvironment({
    ...unneededSettings(),
    LOG_LEVEL: 'warn',
    ...readProcessVariables(),
    ROLE: 'api',
  });
  const app = await NestFactory.createApplicationContext(await AppModule.with(environment), {
    logger: ['error'],
  });
  try {
    const connection = app.get<Connection>(getConnectionToken());
    const missing = await missingIndexes(connection);
    await buildIndexes(connection);
    process.stdout.write(
      missing.length > 0 ? `built ${missing.join('\n      ')}\n` : 'all indexes are there\n',
    );
  } finally {
    await closeApplication(app);
  }
}

runCommand(main);
