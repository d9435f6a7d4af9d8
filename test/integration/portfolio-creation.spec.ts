import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { LedgersRepository } from '../../src/portfolio/ledger/store/ledgers.repository';
import { PortfoliosRepository } from '../../src/portfolio/portfolios.repository';
import { PortfoliosService } from '../../src/portfolio/portfolios.service';
import { TransactionsService } from '../../src/portfolio/transactions/transactions.service';
import { startApp, TestApp } from '../support/application/app';

const userId = new Types.ObjectId().toHexString();
const owner = { userId, isSuperuser: false };
const lots = ['AAPL', 'MSFT', 'AAPL'].map((symbol, i) => ({
  symbol,
  quantity: '0.123456789012345678',
  purchase_price: 100 + i,
  purchase_date: '2024-01-15',
}));
const input = { name: 'Made', currency: 'EUR', assets: lots };

describe('a portfolio that is made', () => {
  let running: TestApp;
  let portfolios: PortfoliosService;
  let database: Connection;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    portfolios = running.app.get(PortfoliosService);
    database = running.app.get<Connection>(getConnectionToken());
  });

  afterAll(() => running.close());

  afterEach(() => jest.restoreAllMocks());

  const linesOf = async (id: string) =>
    (await running.app.get(TransactionsService).list(owner, id, { sort: 'created', limit: 10 })).items;
  const countOf = (collection: string) =>
    database.collection(collection).countDocuments({ user_id: new Types.ObjectId(userId) });

  /** Stores the rows and dies before the portfolio. */
  const dieBeforePortfolio = async (id?: string) => {
    const repository = running.app.get(PortfoliosRepository, { strict: false });
    jest.spyOn(repository, 'insert').mockRejectedValueOnce(new Error('killed'));
    await expect(portfolios.create(userId, input, id)).rejects.toThrow('killed');
  };

  it.each([
    ['by a request that nobody can repeat', undefined],
    ['by one that may come again', new Types.ObjectId().toHexString()],
  ])('has its ledger from the first moment, and leaves no change behind: %s', async (_, id) => {
    const made = await portfolios.create(userId, input, id);
    await expect(portfolios.get(owner, made.id)).resolves.toEqual(made);
    const stored = await database.collection('portfolios').findOne({ _id: new Types.ObjectId(made.id) });
    expect(stored).toMatchObject({ ledger_revision: 1, line_count: 3, version: 1 });
    expect(stored).not.toHaveProperty('unsettled_change');
    const lines = await linesOf(made.id);
    expect(lines).toMatchObject(
      lots.map(({ symbol, quantity }) => ({ symbol, quantity, type: 'buy', currency: 'EUR' })),
    );
    expect(made.assets.map((asset) => asset.id)).toEqual(lines.map((line) => line.id));
    expect(await countOf('ledger_changes')).toBe(0);
  });

  it('has its lines once when the process died amid it and the request comes again', async () => {
    const id = new Types.ObjectId().toHexString();
    await dieBeforePortfolio(id);
    await expect(portfolios.get(owner, id)).rejects.toMatchObject({ code: 'portfolio.not_found' });
    const made = await portfolios.create(userId, input, id);
    expect(made.assets).toHaveLength(3);
    expect(await linesOf(id)).toHaveLength(3);
    await expect(portfolios.create(userId, input, id)).resolves.toEqual(made);
    expect(await linesOf(id)).toHaveLength(3);
  });

  it('is one with its lines once when the same request is under way several times', async () => {
    const id = new Types.ObjectId().toHexString();
    const made = await Promise.all(Array.from({ length: 5 }, () => portfolios.create(userId, input, id)));
    for (const one of made) expect(one).toEqual(made[0]);
    expect(await linesOf(id)).toHaveLength(3);
  });

  it('is stored when the driver tries that twice', async () => {
    const repository = running.app.get(PortfoliosRepository, { strict: false });
    const insert = repository.insert.bind(repository);
    jest.spyOn(repository, 'insert').mockImplementation(async (...given) => {
      await insert(...given);
      return insert(...given);
    });
    for (const given of [undefined, new Types.ObjectId().toHexString()]) {
      const { id } = await portfolios.create(userId, input, given);
      expect(await linesOf(id)).toHaveLength(3);
    }
  });

  it('leaves nothing in the end where the process died before it was stored', async () => {
    await database.collection('ledger_changes').deleteMany({});
    const before = await countOf('transactions');
    await dieBeforePortfolio();
    await dieBeforePortfolio(new Types.ObjectId().toHexString());
    expect(await countOf('transactions')).toBe(before + 6);
    const ledgers = running.app.get(LedgersRepository, { strict: false });
    await expect(ledgers.sweep()).resolves.toBe(0);
    const begun_at = new Date(Date.now() - 2 * 3_600_000);
    await database.collection('ledger_changes').updateMany({}, { $set: { begun_at } });
    await expect(ledgers.sweep()).resolves.toBe(2);
    expect(await countOf('transactions')).toBe(before);
    expect(await countOf('ledger_changes')).toBe(0);
  });
});
