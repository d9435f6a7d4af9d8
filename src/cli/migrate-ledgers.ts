import { LedgerMigration } from '../portfolio/ledger/changes/ledger-migration';
import { databaseEnvironment } from './database-environment';
import { inApplication } from './in-application';
import { refuseArguments, runCommand } from './run-command';

/** `npm run ledger:migrate`: makes ledgers of the lots of an older release; safe to break off and to run again. */
async function main(): Promise<void> {
  refuseArguments();
  await inApplication(databaseEnvironment({ LOG_LEVEL: 'warn' }, { ROLE: 'api' }), async (app) => {
    const migration = app.get(LedgerMigration, { strict: false });
    const { migrated, failed } = await migration.run((count) =>
      process.stdout.write(`${count} portfolios\n`),
    );
    process.stdout.write(`${migrated} portfolios have become ledgers\n`);
    for (const { id, reason } of failed) process.stderr.write(`portfolio ${id} stays as it is: ${reason}\n`);
    process.exitCode = failed.length > 0 ? 1 : 0;
  });
}

runCommand(main);
