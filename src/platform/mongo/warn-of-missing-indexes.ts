import { Logger } from '@nestjs/common';
import { Connection } from 'mongoose';
import { missingIndexes, SET_UP } from './indexes';

/** Says in one line of the log what to run where indexes are missing; a database that is away is readiness' business. */
export async function warnOfMissingIndexes(connection: Connection): Promise<void> {
  const missing = await missingIndexes(connection).catch(() => []);
  if (missing.length > 0) {
    new Logger('Indexes').error(`not ready: ${missing.length} indexes are missing; ${SET_UP}`);
  }
}
