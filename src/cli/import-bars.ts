import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Module } from '@nestjs/common';
import { isCurrency } from '../common/currencies/currency-code';
import { parseListedSymbol } from '../common/symbols/symbol';
import { ConfigModule } from '../config/config.module';
import { MongoModule } from '../platform/mongo/mongo.module';
import { BarImporter, ImportOrder, ImportOutcome } from '../market/history/bars/bar-importer';
import { Adjustment, ADJUSTMENTS } from '../market/model/close-series';
import { MarketStoreModule } from '../market/market-store.module';
import { CommandRefusedError } from './command-refused.error';
import { databaseEnvironment } from './database-environment';
import { openApplication } from './open-application';
import { runCommand } from './run-command';

const USAGE = `usage: npm run market:import -- FILE.csv --symbol SPX [--events EVENTS.csv] [--currency USD]
         [--adjustment raw|split|split_dividend] [--skip-bad]
The file's header is date,open,high,low,close,volume; an adjclose column is left aside. The events' header is
date,kind,numerator,denominator,amount,currency: kind is split or dividend, date the ex-date, amount for one share as it
traded that day. Either file may be left out.`;

const BAD_LINES_SHOWN = 50;

@Module({ imports: [MongoModule, MarketStoreModule] })
class ImportBarsModule {}

interface WantedImport extends ImportOrder {
  readonly file: string | undefined;
  readonly eventsFile: string | undefined;
}

/** `npm run market:import`: loads a CSV of daily bars as the stored past of a symbol, and one of its splits and dividends. */
async function main(): Promise<void> {
  const { file, eventsFile, ...order } = wanted();
  const [bars, events] = [await textOf(file), await textOf(eventsFile)];
  const environment = databaseEnvironment();
  const app = await openApplication({ module: ImportBarsModule, imports: [ConfigModule.with(environment)] });
  try {
    const importer = app.get(BarImporter);
    if (bars !== undefined) report(await importer.load(bars, order), order, 'daily bars');
    if (events !== undefined) report(await importer.loadEvents(events, order), order, 'splits and dividends');
  } finally {
    await app.close();
  }
}

async function textOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandRefusedError(`${file} cannot be read (${error.code})`);
  });
}

function wanted(): WantedImport {
  const options = {
    symbol: { type: 'string' },
    events: { type: 'string' },
    currency: { type: 'string', default: 'USD' },
    adjustment: { type: 'string', default: 'raw' },
    'skip-bad': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [file, ...others] = positionals;
  const { symbol, events: eventsFile, currency, adjustment } = values;
  if ((!file && !eventsFile) || others.length > 0 || !symbol) throw new CommandRefusedError(USAGE);
  if (!isCurrency(currency)) throw new CommandRefusedError('--currency is a code of ISO 4217, such as USD');
  if (!isAdjustment(adjustment))
    throw new CommandRefusedError(`--adjustment is one of ${ADJUSTMENTS.join(', ')}`);
  return {
    file,
    eventsFile,
    symbol: parseListedSymbol(symbol),
    currency,
    adjustment,
    skipBad: values['skip-bad'],
  };
}

function isAdjustment(text: string): text is Adjustment {
  return (ADJUSTMENTS as readonly string[]).includes(text);
}

function report({ loaded, bad }: ImportOutcome, { symbol, skipBad }: ImportOrder, what: string): void {
  for (const { line, message } of bad.slice(0, BAD_LINES_SHOWN))
    process.stderr.write(`line ${line}: ${message}\n`);
  if (bad.length > BAD_LINES_SHOWN) process.stderr.write(`… and ${bad.length - BAD_LINES_SHOWN} more\n`);
  if (bad.length > 0 && !skipBad) {
    throw new CommandRefusedError(
      `No ${what} were loaded: ${bad.length} bad lines. --skip-bad loads the others.`,
    );
  }
  if (loaded === 0) throw new CommandRefusedError(`Nothing was loaded: the file has no ${what}.`);
  process.stdout.write(
    `${loaded} ${what} of ${symbol} loaded${bad.length ? `, ${bad.length} lines skipped` : ''}.\n`,
  );
}

runCommand(main);
