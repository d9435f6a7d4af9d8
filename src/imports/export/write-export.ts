import { promisify } from 'node:util';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { zip } from 'fflate';
import { exactNumber } from '../../common/numbers/exact-number';
import { escapeFormula } from '../../common/text/formula-escape';
import type { BelongingFile } from '../../portfolio/portfolio-belongings';
import type { ExportedLedger } from '../../portfolio/transactions/imported-lines.service';
import type { Account } from '../../portfolio/accounts/account';
import type { Entry } from '../../portfolio/transactions/entry';
import {
  ACCOUNT_FIELDS,
  EXPORT_COLUMNS,
  EXPORT_NAME,
  EXPORT_VERSION,
  NUMBER_FIELDS,
  TEXT_FIELDS,
  writeTags,
} from '../formats/programs/tickfolio-fields';

/** A ZIP of files by their paths. */
export const zipped = promisify<Record<string, Uint8Array>, Uint8Array>(zip);

/** The lines of a ledger as CSV (RFC 4180, UTF-8) in a stream; read back they are equal. */
export function writeCsv(ledger: ExportedLedger): Readable {
  return Readable.from(rowsOf(ledger)).pipe(
    stringify({ header: true, columns: [...EXPORT_COLUMNS], record_delimiter: 'windows' }),
  );
}

/** The lines of a ledger as JSON, with its accounts; read back they are equal. */
export function toJson(ledger: ExportedLedger) {
  const names = namesOf(ledger);
  return {
    format: EXPORT_NAME,
    version: EXPORT_VERSION,
    base_currency: ledger.portfolio.currency,
    accounts: ledger.accounts.map((account) => ({
      name: account.name,
      ...Object.fromEntries(ACCOUNT_FIELDS.map((field) => [field, account[field]])),
    })),
    transactions: ledger.entries.map((entry) => lineOf(entry, names)),
  };
}

/** What there is of a portfolio beside its lines. */
export interface ExportedBelongings {
  readonly locks: readonly { year: number; locked_at: Date; statement: Uint8Array }[];
  readonly files: readonly BelongingFile[];
}

/** Everything of a portfolio: itself, its lines as CSV and as JSON, its locked years with what was kept of them, its reports. */
export async function archiveFiles(
  ledger: ExportedLedger,
  { locks, files }: ExportedBelongings,
): Promise<Record<string, Uint8Array>> {
  const csv: Buffer[] = [];
  for await (const part of writeCsv(ledger) as AsyncIterable<Buffer | string>) csv.push(Buffer.from(part));
  const { id, name, currency, assets, created_at } = ledger.portfolio;
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
  return {
    'portfolio.json': json({
      format: 'tickfolio-portfolio',
      version: 1,
      id,
      name,
      currency,
      assets,
      created_at,
    }),
    'transactions.csv': Buffer.concat(csv),
    'transactions.json': json(toJson(ledger)),
    'locks.json': json(locks.map(({ year, locked_at }) => ({ year, locked_at }))),
    ...Object.fromEntries(locks.map(({ year, statement }) => [`locks/${year}.json`, statement])),
    ...Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])),
  };
}

function namesOf({ accounts }: ExportedLedger): Map<string, string> {
  return new Map(accounts.map(({ id, name }) => [id, name]));
}

function* rowsOf(ledger: ExportedLedger): Generator<Record<string, unknown>> {
  const accounts = new Map(ledger.accounts.map((account) => [account.id, accountCells(account)]));
  for (const entry of ledger.entries) {
    const { id, account_id, type, date, symbol, into, lots, tags, numerator, denominator } = entry;
    const texts = TEXT_FIELDS.map((field) => [field, entry[field] && escapeFormula(entry[field])]);
    yield {
      ...Object.fromEntries([...texts, ...NUMBER_FIELDS.map((field) => [field, entry[field]])]),
      tickfolio_version: EXPORT_VERSION,
      base_currency: ledger.portfolio.currency,
      id,
      ...accounts.get(account_id),
      type,
      date,
      symbol,
      into,
      lots: lots?.map(({ transaction_id, quantity }) => `${transaction_id}:${quantity}`).join('|'),
      numerator,
      denominator,
      tags: tags && escapeFormula(writeTags(tags)),
    };
  }
}

function accountCells(account: Account): Record<string, unknown> {
  const { name, broker } = account;
  return {
    account: escapeFormula(name),
    ...Object.fromEntries(ACCOUNT_FIELDS.map((field) => [`account_${field}`, account[field]])),
    account_tracks_cash: String(account.tracks_cash),
    account_broker: broker && escapeFormula(broker),
  };
}

function lineOf(entry: Entry, names: ReadonlyMap<string, string>): Record<string, unknown> {
  const { id, account_id, type, date, symbol, into, lots, tags, numerator, denominator } = entry;
  const given = {
    id,
    account: names.get(account_id),
    type,
    date,
    symbol,
    into,
    ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, entry[field]])),
    ...Object.fromEntries(NUMBER_FIELDS.map((field) => [field, entry[field] && exactNumber(entry[field])])),
    lots,
    numerator,
    denominator,
    tags,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
