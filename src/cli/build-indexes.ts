import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { buildIndexes, missingIndexes } from '../platform/mongo/indexes';
import { databaseEnvironment } from './database-environment';
import { inApplication } from './in-application';
import { refuseArguments, runCommand } from './run-command';

/** `npm run db:indexes`: builds what the schemas declare and the database lacks; safe to run again. */
async function main(): Promise<void> {
  refuseArguments();
  await inApplication(databaseEnvironment({ LOG_LEVEL: 'warn' }, { ROLE: 'api' }), async (app) => {
    const connection = app.get<Connection>(getConnectionToken());
    const missing = await missingIndexes(connection);
    await buildIndexes(connection);
    process.stdout.write(
      missing.length > 0 ? `built ${missing.join('\n      ')}\n` : 'all indexes are there\n',
    );
  });
}

runCommand(main);
