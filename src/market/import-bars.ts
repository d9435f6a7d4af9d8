import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DomainError } from '../common/errors/domain-error';
import { parseSymbol } from '../common/symbols/symbol';
import { ConfigModule } from '../config/config.module';
import { InvalidEnvironmentError, loadEnvironment } from '../config/load-environment';
import { processVariables } from '../config/process-variables';
import { MongoModule } from '../platform/mongo/mongo.module';
import { BarImporter, ImportOrder, ImportOutcome } from './bar-importer';
import { Adjustment, ADJUSTMENTS } from './close-series';
import { MarketStoreModule } from './market-store.module';

const USAGE = `usage: npm run market:import -- FILE.csv --symbol SPX [--currency USD]
         [--adjustment raw|split|split_dividend] [--skip-bad]
The file's header is date,open,high,low,close,volume; an adjclose column is left aside.`;

const BAD_LINES_SHOWN = 50;

@Module({ imports: [MongoModule, MarketStoreModule] })
class ImportBarsModule {}

/** What was asked for cannot be done; the message is for the person at the keyboard. */
class Refusal extends Error {}

/** `npm run market:import`: loads a CSV of daily bars as the stored past of a symbol. */
async function main(): Promise<void> {
  const { file, ...order } = wanted();
  const csv = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`${file} cannot be read (${error.code})`);
  });
  // Only the database is needed here, so a machine without the other settings will do.
  const unneeded = { REDIS_URL: 'redis://localhost', JWT_SECRET: randomBytes(32).toString('hex') };
  const environment = loadEnvironment({ ...unneeded, ...processVariables });
  const app = await NestFactory.createApplicationContext(
    { module: ImportBarsModule, imports: [ConfigModule.with(environment)] },
    { logger: ['error'] },
  );
  try {
    report(await app.get(BarImporter).load(csv, order), order);
  } finally {
    await app.close();
  }
}

function wanted(): ImportOrder & { file: string } {
  const options = {
    symbol: { type: 'string' },
    currency: { type: 'string', default: 'USD' },
    adjustment: { type: 'string', default: 'raw' },
    'skip-bad': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [file, ...others] = positionals;
  const { symbol, currency, adjustment } = values;
  if (!file || others.length > 0 || !symbol) throw new Refusal(USAGE);
  if (!/^[A-Z]{3}$/.test(currency)) throw new Refusal('--currency is three capital letters, such as USD');
  if (!isAdjustment(adjustment)) throw new Refusal(`--adjustment is one of ${ADJUSTMENTS.join(', ')}`);
  return { file, symbol: parseSymbol(symbol), currency, adjustment, skipBad: values['skip-bad'] };
}

function isAdjustment(text: string): text is Adjustment {
  return (ADJUSTMENTS as readonly string[]).includes(text);
}

function report({ loaded, bad }: ImportOutcome, { symbol, skipBad }: ImportOrder): void {
  for (const { line, message } of bad.slice(0, BAD_LINES_SHOWN))
    process.stderr.write(`line ${line}: ${message}\n`);
  if (bad.length > BAD_LINES_SHOWN) process.stderr.write(`… and ${bad.length - BAD_LINES_SHOWN} more\n`);
  if (bad.length > 0 && !skipBad) {
    throw new Refusal(`Nothing was loaded: ${bad.length} bad lines. --skip-bad loads the others.`);
  }
  if (loaded === 0) throw new Refusal('Nothing was loaded: the file has no bars.');
  process.stdout.write(
    `${loaded} daily bars of ${symbol} loaded${bad.length ? `, ${bad.length} lines skipped` : ''}.\n`,
  );
}

main().catch((error: unknown) => {
  const forPeople =
    error instanceof Refusal ||
    error instanceof DomainError ||
    error instanceof InvalidEnvironmentError ||
    (error instanceof TypeError && 'code' in error);
  process.stderr.write(`${forPeople ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
