import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, mongo, Types } from 'mongoose';
import request from 'supertest';
import { Clock } from '../../src/common/clock';
import { LedgerChangesRepository } from '../../src/portfolio/ledger/store/ledger-changes.repository';
import { PortfolioFollowers } from '../../src/portfolio/portfolio-followers';
import { PortfoliosRepository } from '../../src/portfolio/portfolios.repository';
import { PortfolioRemovals } from '../../src/portfolio/removal/portfolio-removals';
import { Account, registerUser } from '../support/application/accounts';
import { startApp, TestApp } from '../support/application/app';
import { LedgerUnderTest, openLedger } from '../support/features/ledger';

const MINUTE_MS = 60_000;
const COLLECTIONS = ['transactions', 'accounts', 'portfolio_removals'];
const buy = { type: 'buy', date: '2024-01-15', symbol: 'AAPL', quantity: 10, price: 182.5 };

describe('a portfolio whose deletion is left amid', () => {
  let running: TestApp;
  let owner: Account;
  let ledger: LedgerUnderTest;
  const removals = () => running.app.get(PortfolioRemovals, { strict: false });
  const left = () => {
    const { db } = running.app.get<Connection>(getConnectionToken());
    const owned = { portfolio_id: new Types.ObjectId(ledger.id) };
    return Promise.all(COLLECTIONS.map((name) => db!.collection(name).countDocuments(owned)));
  };
  const remove = () => request(running.url).delete(`/api/v1/portfolio/${ledger.id}`).set(owner.authorization);
  const sweepIn = async (minutes: number) => {
    const now = jest.spyOn(running.app.get(Clock), 'now');
    now.mockReturnValue(new Date(Date.now() + minutes * MINUTE_MS));
    await removals().sweep();
    now.mockRestore();
  };

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api', LOG_LEVEL: 'silent' });
    owner = await registerUser(running);
  });

  beforeEach(async () => {
    ledger = await openLedger(running, owner);
    await ledger.line(buy);
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => running.close());

  it('leaves nothing in the end, and tells the rooms above', async () => {
    const ledgers = running.app.get(LedgerChangesRepository, { strict: false });
    const released = jest.spyOn(running.app.get(PortfolioFollowers, { strict: false }), 'release');
    jest.spyOn(ledgers, 'removeAll').mockRejectedValueOnce(new mongo.MongoNetworkError('the store is away'));
    await remove().expect(503);
    await ledger.get('').expect(404);
    expect(await left()).toEqual([1, 1, 1]);
    await sweepIn(14);
    expect(await left()).toEqual([1, 1, 1]);
    await sweepIn(16);
    expect(await left()).toEqual([0, 0, 0]);
    expect(released).toHaveBeenCalledWith(expect.objectContaining({ id: ledger.id }));
  });

  it('stays whole where it was not deleted', async () => {
    const portfolios = running.app.get(PortfoliosRepository, { strict: false });
    jest.spyOn(portfolios, 'delete').mockRejectedValueOnce(new mongo.MongoNetworkError('the store is away'));
    await remove().expect(503);
    await sweepIn(16);
    expect(await left()).toEqual([1, 1, 0]);
    await ledger.get('').expect(200);
  });

  it('is forgotten with a deletion that succeeds, or is refused', async () => {
    await remove().set('If-Match', '"99"').expect(412);
    expect(await left()).toEqual([1, 1, 0]);
    await remove().expect(204);
    expect(await left()).toEqual([0, 0, 0]);
  });
});
