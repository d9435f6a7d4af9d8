import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { closeApplication } from '../app.setup';
import { loadEnvironment } from '../config/load-environment';
import { readProcessVariables } from '../config/process-variables';
import { LedgerMigration } from '../portfolio/ledger/changes/ledger-migration';
import { runCommand } from './run-command';
import { unneededSettings } from './unneeded-settings';

/** `npm run ledger:migrate`: makes ledgers of the lots of an older release; safe to break off and to run again. */
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
    const migration = app.get(LedgerMigration, { strict: false });
    const { migrated, failed } = await migration.run((count) =>
      process.stdout.write(`${count} portfolios\n`),
    );
    process.stdout.write(`${migrated} portfolios have become ledgers\n`);
    for (const { id, reason } of failed) process.stderr.write(`portfolio ${id} stays as it is: ${reason}\n`);
    process.exitCode = failed.length > 0 ? 1 : 0;
  } finally {
    await closeApplication(app);
  }
}

runCommand(main);
