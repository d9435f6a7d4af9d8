import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { fillAccount } from '../../support/features/full-account';
import { openLedger } from '../../support/features/ledger';

/** The keys that docs/operations/sizing.md names for the collections that grow. */
const KEYS: Record<string, string> = {
  transactions: 'user_id',
  accounts: 'user_id',
  year_locks: 'user_id',
  import_rows: 'user_id',
  locked_figures: 'user_id',
  portfolio_analyses: 'portfolio_id',
  market_data: 'symbol',
  market_series: 'symbol',
  corporate_events: 'symbol',
};
/** What workers ask of all shards, on their schedules only. */
const OF_ALL_SHARDS = new Set([
  'accounts: dividends, removed_revision',
  'corporate_events: kind, updated_at',
  'transactions: cash_per_share, removed_revision, type',
]);

type Filter = Record<string, unknown>;
interface Command extends Filter {
  filter?: Filter;
  query?: Filter;
  pipeline?: { $match?: Filter }[];
  updates?: { q: Filter }[];
  deletes?: { q: Filter }[];
}
type Send = (namespace: unknown, command: Command, ...rest: unknown[]) => Promise<unknown>;

/** By what documents are looked for, of each command that goes to the database, as `collection: fields`. */
function watchFilters(): Set<string> {
  const driver = jest.requireActual<{ Connection: { prototype: { command: Send } } }>(
    'mongodb/lib/cmap/connection',
  );
  const { prototype } = driver.Connection;
  const seen = new Set<string>();
  const send = prototype.command;
  jest.spyOn(prototype, 'command').mockImplementation(function (this: unknown, namespace, command, ...rest) {
    const collection = Object.values(command)[0] as string;
    for (const filter of filtersOf(command))
      seen.add(`${collection}: ${Object.keys(filter).sort().join(', ')}`);
    return send.call(this, namespace, command, ...rest);
  });
  return seen;
}

function filtersOf({ filter, query, pipeline, updates = [], deletes = [] }: Command): Filter[] {
  const written = [...updates, ...deletes].map(({ q }) => q);
  return [filter, query, pipeline?.[0]?.$match, ...written].filter((one) => one !== undefined);
}

/** Uses a ledger, and deletes it, beyond what `fillAccount` does. */
async function useLedger({ url }: TestApp, account: Account): Promise<void> {
  const ledger = await openLedger({ url }, account);
  const id = await ledger.line({ type: 'buy', symbol: 'MSFT', date: '2024-03-01', quantity: 2, price: 400 });
  await ledger.patch(`/transactions/${id}`, { price: 401 }).expect(200);
  await ledger.get('/transactions?symbol=MSFT').expect(200);
  await ledger.get('/realised').expect(200);
  await ledger.delete(`/transactions/${id}`).expect(204);
  await ledger.delete('').expect(204);
  const history = '/api/v1/market/historical/AAPL?from=2024-01-02&to=2024-02-02';
  await request(url).get(history).set(account.authorization).expect(200);
}

describe('the keys to shard by', () => {
  let running: TestApp;
  let seen: Set<string>;

  beforeAll(async () => {
    seen = watchFilters();
    running = await startApp();
    const ada = await registerUser(running);
    await fillAccount(running, ada, await registerSuperuser(running));
    await useLedger(running, ada);
  });
  afterAll(async () => {
    await running.close();
    jest.restoreAllMocks();
  });

  it.each(Object.entries(KEYS))('%s is asked by %s', (collection, key) => {
    const asked = [...seen].filter((one) => one.startsWith(`${collection}: `));
    expect(asked).not.toEqual([]);
    const without = asked.filter(
      (one) =>
        !one
          .slice(collection.length + 2)
          .split(', ')
          .includes(key),
    );
    expect(without.filter((one) => !OF_ALL_SHARDS.has(one))).toEqual([]);
  });

  it.each(Object.entries(KEYS))('what is unique in %s is so for each %s', async (collection, key) => {
    const { db } = running.app.get<Connection>(getConnectionToken());
    const indexes = await db!.collection(collection).indexes();
    const unique = indexes.filter((index) => index.unique).map((index) => Object.keys(index.key)[0]);
    expect(unique.filter((first) => first !== key)).toEqual([]);
  });
});
