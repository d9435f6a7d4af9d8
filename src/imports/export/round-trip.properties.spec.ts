import { gunzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { COST_METHODS, DIVIDEND_MODES } from '../../analytics/ledger/model/account';
import { TRANSACTION_TYPES } from '../../analytics/ledger/model/transaction';
import { ONE_LINE } from '../../common/text/one-line';
import type { Account } from '../../portfolio/accounts/account';
import { nameKey } from '../../portfolio/accounts/account-names';
import type { Portfolio } from '../../portfolio/portfolio';
import { Entry, PRICE_BASES } from '../../portfolio/transactions/entry';
import { readLine } from '../../portfolio/transactions/read-line';
import { NO_CHOICES } from '../import';
import type { ImportRow } from '../import-row';
import { previewFile } from '../preview/preview-file';
import { surveyFile } from '../preview/survey-file';
import { accountsOf } from '../reading/file-accounts';
import { toJson, writeCsv } from './write-export';

const NOW = new Date('2026-01-30T12:00:00Z');
const SEED = { seed: 20_240_131, numRuns: 60 };
const ACCOUNTS = [
  { id: 'a'.repeat(24), name: 'Main', currency: 'USD', tracks_cash: true },
  { id: 'b'.repeat(24), name: '=Depot, "2"', currency: 'EUR', tracks_cash: true },
] as Account[];

const id = (place: number) => place.toString(16).padStart(24, '0');
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
/** Below 10^15, with up to 18 decimals. */
const decimal = fc
  .record({
    whole: fc.oneof(fc.bigInt(0n, 99n), fc.bigInt(0n, 10n ** 15n - 1n)),
    part: fc.oneof(fc.constant(0n), fc.constant(1n), fc.bigInt(0n, 10n ** 18n - 1n)),
  })
  .map(({ whole, part }) => `${whole}.${part.toString().padStart(18, '0')}`);
const signed = fc.tuple(fc.boolean(), decimal).map(([isBelow, text]) => (isBelow ? `-${text}` : text));
const day = fc
  .integer({ min: 0, max: 9_000 })
  .map((days) => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10));
const symbol = fc.constantFrom('AAPL', 'BTC-USD', 'M&M.NS', '^GSPC', 'PRIVATE:HOUSE', 'NIFTY_FIN_SERVICE.NS');
const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength }),
    fc.string({ unit: fc.constantFrom(...'=+-@|\\\'",;:\t 1a.'), minLength: 1, maxLength }),
  );
const ratio = fc.integer({ min: 1, max: 1_000_000 });

/** Fields of every type; those that a type has not are taken away. */
const anyFields = fc.record({
  type: fc.constantFrom(...TRANSACTION_TYPES),
  isInKind: fc.boolean(),
  basis: some(fc.constantFrom(...PRICE_BASES)),
  account: fc.nat(1),
  date: day,
  time: some(fc.constantFrom('00:00', '09:30', '23:59')),
  settle_date: some(day),
  currency: some(fc.constantFrom('USD', 'EUR', 'GBp', 'ZAc')),
  fx_rate: some(decimal),
  fee: some(decimal),
  tax: some(decimal),
  note: some(
    fc.oneof(
      text(60),
      text(20).map((line) => `${line}\n${line}\r${line}\r\n.`),
    ),
  ),
  tags: some(fc.array(text(8), { minLength: 1, maxLength: 3 })),
  external_id: some(text(30)),
  group_id: some(text(30)),
  symbol,
  into: symbol,
  quantity: decimal,
  removed: signed,
  price: decimal,
  amount: signed,
  cost: some(decimal),
  acquired_on: some(day),
  lots: some(fc.array(fc.record({ place: fc.nat(20), quantity: decimal }), { minLength: 1, maxLength: 2 })),
  numerator: ratio,
  denominator: ratio,
  ratio_n: decimal,
  ratio_d: decimal,
  cost_share: fc.constantFrom('0', '0.25', '0.123456789012345678', '1'),
  cash_per_share: some(decimal),
});
type Fields = Parameters<Parameters<(typeof anyFields)['map']>[0]>[0];

const TRADE = ['symbol', 'quantity', 'price'] as const;
const OWN: Record<Fields['type'], (fields: Fields) => readonly (keyof Fields)[]> = {
  buy: () => TRADE,
  sell: () => [...TRADE, 'lots'],
  dividend: () => ['symbol', 'amount'],
  interest: ({ isInKind }) => (isInKind ? TRADE : ['amount']),
  reward: ({ isInKind }) => (isInKind ? TRADE : ['amount']),
  fee: ({ isInKind }) => (isInKind ? ['symbol', 'amount'] : ['amount']),
  tax: ({ isInKind }) => (isInKind ? ['symbol', 'amount'] : ['amount']),
  deposit: () => ['amount'],
  withdrawal: () => ['amount'],
  transfer_in: ({ isInKind }) => (isInKind ? ['symbol', 'quantity', 'cost', 'acquired_on'] : ['amount']),
  transfer_out: ({ isInKind }) => (isInKind ? ['symbol', 'quantity'] : ['amount']),
  split: () => ['symbol', 'numerator', 'denominator'],
  spin_off: () => ['symbol', 'into', 'ratio_n', 'ratio_d', 'cost_share'],
  merger: ({ isInKind }) =>
    isInKind ? ['symbol', 'into', 'ratio_n', 'ratio_d', 'cash_per_share'] : ['symbol', 'cash_per_share'],
  return_of_capital: () => ['symbol', 'amount'],
  adjustment: () => ['symbol', 'quantity', 'cost'],
};
const COMMON = [
  'date',
  'time',
  'settle_date',
  'currency',
  'fx_rate',
  'fee',
  'tax',
  'note',
  'tags',
  'external_id',
  'group_id',
] as const;

/** Lines as the API takes them: what it refuses is left out. */
const anyLedger = fc.array(anyFields, { minLength: 1, maxLength: 25 }).map((all) => {
  const ids = new Set<string>();
  return all.flatMap((fields, place): Entry[] => {
    const { type } = fields;
    const given = Object.fromEntries(
      [...COMMON, ...OWN[type](fields)].map((field) => [field, fields[field] as unknown]),
    );
    if (type === 'adjustment') given.quantity = fields.removed;
    given.lots &&= fields.lots!.map((lot) => ({ transaction_id: id(lot.place), quantity: lot.quantity }));
    const account = ACCOUNTS[fields.account]!;
    const { content } = readLine(
      Object.fromEntries(
        Object.entries({ ...given, type, account_id: account.id }).filter(([, value]) => value !== undefined),
      ),
      NOW,
    );
    if (!content || (content.external_id !== undefined && ids.has(content.external_id))) return [];
    if (content.external_id !== undefined) ids.add(content.external_id);
    const stored = { ...content, currency: content.currency ?? account.currency };
    const lot = type === 'buy' && fields.basis ? { basis: fields.basis } : {};
    return [{ ...stored, ...lot, id: id(place), seq: place } as Entry];
  });
});

const name = text(30)
  .map((given) => given.trim())
  .filter((given) => given !== '' && ONE_LINE.test(given));
const settings = fc.record({
  broker: fc.option(name),
  currency: fc.constantFrom('USD', 'EUR', 'JPY'),
  cost_method: fc.constantFrom(...COST_METHODS),
  tracks_cash: fc.boolean(),
  dividends: fc.constantFrom(...DIVIDEND_MODES),
});
/** Accounts of any names and settings in place of those that the lines are in. */
const anyAccounts = fc
  .uniqueArray(name, { minLength: 2, maxLength: 2, selector: nameKey })
  .chain((names) =>
    fc
      .tuple(settings, settings)
      .map((both) =>
        both.map((given, at) => ({ ...given, id: ACCOUNTS[at]!.id, name: names[at]! }) as Account),
      ),
  )
  .filter((accounts) => accounts.every((account) => nameKey(account.name) !== 'main'));

const FILES = {
  csv: async (entries: readonly Entry[], accounts = ACCOUNTS) =>
    buffer(writeCsv({ ...ABOUT, accounts, entries })),
  json: (entries: readonly Entry[], accounts = ACCOUNTS) =>
    Promise.resolve(Buffer.from(JSON.stringify(toJson({ ...ABOUT, accounts, entries })))),
};
const ABOUT = { portfolio: { currency: 'XTS' } as Portfolio, accounts: ACCOUNTS };

/** The file as an import into an empty ledger with the same accounts reads it. */
async function readBack(bytes: Uint8Array, baseCurrency = 'XTS'): Promise<ImportRow[]> {
  const order = { name: String(Math.random()), bytes, format: null, options: {} };
  const { instruments } = await surveyFile(order);
  const { chunks } = await previewFile(
    {
      ...order,
      accountCurrencies: ACCOUNTS.map(({ id, currency }) => [id, currency]),
      accounts: ACCOUNTS.map(({ id: account_id, name, currency, tracks_cash }) => [
        name,
        { account_id, currency, tracks_cash },
      ]),
      symbols: instruments.map(({ key, stated }) => ({ key, symbol: stated.symbol!, warning: null })),
      edits: [],
      ledger: '',
      baseCurrency,
      lockedYear: null,
      now: NOW,
    },
    () => undefined,
  );
  return chunks.flatMap(({ bytes: chunk }) => JSON.parse(gunzipSync(chunk).toString()) as ImportRow[]);
}

describe('import, then export, then import', () => {
  it.each(['csv', 'json'] as const)('is the identity, by %s', async (format) => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyLedger, async (entries) => {
        fc.pre(entries.length > 0);
        const rows = await readBack(await FILES[format](entries));
        expect(rows.filter(({ status }) => status !== 'new')).toEqual([]);
        const told = rows.map(({ ref, transaction }) => ({ id: ref, ...transaction }));
        expect(told).toEqual(entries.map(({ seq: _seq, ...entry }) => entry));
        for (const { type } of entries) seen.add(type);
      }),
      SEED,
    );
    expect([...seen].sort()).toEqual([...TRANSACTION_TYPES].sort());
  });

  it.each(['csv', 'json'] as const)(
    'leaves out rates into another base, and says so, by %s',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(anyLedger, async (entries) => {
          fc.pre(entries.length > 0);
          const rows = await readBack(await FILES[format](entries), 'XXX');
          expect(rows.map(({ status, transaction }) => ({ status, rate: transaction?.fx_rate }))).toEqual(
            entries.map(() => ({ status: 'new', rate: undefined })),
          );
          expect(rows.map(({ problems }) => problems.map(({ code, field }) => ({ code, field })))).toEqual(
            entries.map(({ fx_rate }) => (fx_rate ? [{ code: 'row.base_rate', field: 'fx_rate' }] : [])),
          );
        }),
        SEED,
      );
    },
  );

  it.each(['csv', 'json'] as const)('opens the accounts of its lines as they are, by %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(anyLedger, anyAccounts, async (entries, accounts) => {
        fc.pre(entries.length > 0);
        const bytes = await FILES[format](entries, accounts);
        const survey = await surveyFile({ name: String(Math.random()), bytes, format: null, options: {} });
        const choices = { ...NO_CHOICES, accounts: [{ name: null, create: true as const }] };
        const fresh = { accounts: [{ id: 'c'.repeat(24), name: 'Main' } as Account], currency: 'XTS' };
        const told = accountsOf(survey, { id: 'd'.repeat(24), choices }, fresh);
        const used = new Set(entries.map(({ account_id }) => account_id));
        const byName = (a: { name: string | null }, b: { name: string | null }) =>
          a.name! < b.name! ? -1 : 1;
        expect(told.map(({ opens }) => opens!).sort(byName)).toEqual(
          accounts
            .filter((account) => used.has(account.id))
            .map(({ id: _id, ...account }) => account)
            .sort(byName),
        );
        expect(new Set(told.map(({ account_id }) => account_id)).size).toBe(used.size);
      }),
      SEED,
    );
  });
});
