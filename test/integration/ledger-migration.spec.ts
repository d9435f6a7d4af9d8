import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { BarImporter } from '../../src/market/history/bars/bar-importer';
import { LedgerMigration } from '../../src/portfolio/ledger/changes/ledger-migration';
import { unpacked } from '../../src/portfolio/performance/computing/packed-json';
import { PerformanceService } from '../../src/portfolio/performance/performance.service';
import type { Purchase } from '../../src/portfolio/portfolio';
import { PortfoliosService } from '../../src/portfolio/portfolios.service';
import { TransactionsService } from '../../src/portfolio/transactions/transactions.service';
import { startApp, TestApp } from '../support/application/app';
import { mismatches } from '../vectors/read-vectors';

const userId = new Types.ObjectId();
const owner = { userId: userId.toHexString(), isSuperuser: false };
const day = (text: string) => new Date(`${text}T00:00:00Z`);

/** Portfolios as the release before stored them. */
const OLD = ['A', 'B', 'C'].map((name, i) => ({
  _id: new Types.ObjectId(),
  user_id: userId,
  name,
  currency: 'EUR',
  assets: [
    { symbol: 'AAPL', quantity: 0.1 + i, purchase_price: 142.1, purchase_date: day('2021-01-08') },
    { symbol: 'MSFT', quantity: 1e-7, purchase_price: 0, purchase_date: day('2020-04-12') },
    { symbol: 'AAPL', quantity: 3, purchase_price: 99.99, purchase_date: day('2020-01-08') },
  ],
  version: 7,
  created_at: day('2021-02-01'),
  updated_at: day('2021-03-01'),
}));

/**
 * The demo's portfolios of the release before, and what that release said of them at the same closes. Nothing that the
 * ledger redefines concerns lots bought on days with a close.
 */
const DEMO = JSON.parse(readFileSync(join(__dirname, '../fixtures/before-ledgers.json'), 'utf8')) as Record<
  string,
  { assets: Purchase[]; to: string; expected: object }
>;
const INDEX_DAYS = join(__dirname, '../../node_modules/vega-datasets/data/sp500-2000.csv');

describe('portfolios of an older release', () => {
  let running: TestApp;
  let database: Connection;

  beforeAll(async () => {
    running = await startApp();
    database = running.app.get<Connection>(getConnectionToken());
    await database.collection('portfolios').insertMany(OLD.map((portfolio) => ({ ...portfolio })));
    const order = { symbol: 'SPX', currency: 'USD', adjustment: 'raw' as const, skipBad: false };
    await running.app.get(BarImporter, { strict: false }).load(readFileSync(INDEX_DAYS, 'utf8'), order);
  });

  afterAll(() => running.close());

  it('become ledgers once, each old lot a buy, and show what they showed', async () => {
    const portfolios = running.app.get(PortfoliosService);
    const before = await Promise.all(OLD.map(({ _id }) => portfolios.get(owner, _id.toHexString())));
    const migration = running.app.get(LedgerMigration);
    // One is touched before the command comes to it, and two commands run at once.
    await running.app.get(TransactionsService).list(owner, before[0]!.id, { sort: 'date', limit: 10 });
    const runs = await Promise.all([migration.run(), migration.run()]);
    expect(runs.flatMap(({ failed }) => failed)).toEqual([]);
    await expect(migration.run()).resolves.toEqual({ migrated: 0, failed: [] });
    const after = await Promise.all(OLD.map(({ _id }) => portfolios.get(owner, _id.toHexString())));
    expect(after).toMatchObject(before);
    const { items } = await running.app
      .get(TransactionsService)
      .list(owner, before[1]!.id, { sort: 'created', limit: 10 });
    expect(items).toMatchObject([
      { type: 'buy', symbol: 'AAPL', quantity: '1.1', price: '142.1', date: '2021-01-08', currency: 'EUR' },
      { type: 'buy', symbol: 'MSFT', quantity: '0.0000001', price: '0' },
      { type: 'buy', symbol: 'AAPL', quantity: '3', price: '99.99' },
    ]);
    await expect(database.collection('transactions').countDocuments({})).resolves.toBe(9);
    await expect(database.collection('accounts').countDocuments({})).resolves.toBe(3);
  });

  it.each(Object.entries(DEMO))('tell the figures of before: %s', async (name, { assets, to, expected }) => {
    const _id = new Types.ObjectId();
    const old = { ...OLD[0], _id, name, currency: 'USD' };
    const lots = assets.map((lot) => ({ ...lot, purchase_date: day(lot.purchase_date) }));
    await database.collection('portfolios').insertOne({ ...old, assets: lots });
    await expect(running.app.get(LedgerMigration).run()).resolves.toEqual({ migrated: 1, failed: [] });
    const answer = await running.app
      .get(PerformanceService)
      .answer(owner, _id.toHexString(), { to, risk_free_rate: 0.02 });
    const told = JSON.parse((await unpacked(await answer.packed())).toString()) as { series: object[] };
    const series = told.series.filter((_, i) => i % 100 === 0 || i === told.series.length - 1);
    expect(mismatches({ ...told, series }, expected, { abs: 1e-9, rel: 1e-9 })).toEqual([]);
  });
});
