import { INestApplicationContext } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { HealthIndicatorResult } from '@nestjs/terminus';
import { Connection } from 'mongoose';
import { loadEnvironment } from '../config/load-environment';
import { readProcessVariables } from '../config/process-variables';
import { StoresIndicator } from '../health/stores.indicator';
import { buildIndexes, missingIndexes } from '../platform/mongo/indexes';
import { CommandRefusedError } from './command-refused.error';
import { inApplication } from './in-application';
import { refuseArguments, runCommand } from './run-command';

/**
 * `npm run setup:production`: checks the settings and the stores of an installation and builds the indexes that its
 * database lacks. Safe to run again, also beside running instances; to be run before a new version takes traffic.
 */
async function main(): Promise<void> {
  refuseArguments();
  const environment = loadEnvironment({
    LOG_LEVEL: 'warn',
    ...readProcessVariables(),
    NODE_ENV: 'production',
    ROLE: 'api',
  });
  say('settings: good');
  await inApplication(environment, async (app) => {
    await checkStores(app.get(StoresIndicator, { strict: false }));
    await setUpIndexes(app);
  });
  say('done; the first administrator: npm run user:create-admin -- --email you@example.com');
}

async function checkStores(stores: StoresIndicator): Promise<void> {
  const checks = [() => stores.mongodb(), () => stores.redisAnswers(), () => stores.queues()];
  for (const check of checks) {
    const [[part, state] = []] = Object.entries<HealthIndicatorResult[string]>(await check());
    if (state?.status !== 'up') throw new CommandRefusedError(`${part}: ${String(state?.message)}`);
    say(`${part}: up`);
  }
}

async function setUpIndexes(app: INestApplicationContext): Promise<void> {
  const connection = app.get<Connection>(getConnectionToken());
  const missing = await missingIndexes(connection);
  await buildIndexes(connection);
  say(missing.length > 0 ? `indexes: built ${missing.length}` : 'indexes: all there');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

runCommand(main);
