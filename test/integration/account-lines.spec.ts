import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { DomainError } from '../../src/common/errors/domain-error';
import { MOST_LINES_OF_ACCOUNT } from '../../src/portfolio/ledger/changes/account-lines';
import { LedgersRepository } from '../../src/portfolio/ledger/store/ledgers.repository';
import { PortfoliosService } from '../../src/portfolio/portfolios.service';
import { startFleet } from '../support/application/app';

const lot = { symbol: 'SPX', quantity: 2, purchase_price: 1_000, purchase_date: '2008-01-02' };
const REFUSALS = ['ledger.too_many_lines', 'ledger.busy'];

describe('the lines of an account', () => {
  let fleet: Awaited<ReturnType<typeof startFleet>>;

  beforeAll(async () => {
    fleet = await startFleet({ ROLE: 'api' });
  });

  afterAll(() => fleet.close());

  const portfoliosOf = (writer: number) => fleet.apps[writer % 2]!.app.get(PortfoliosService);
  const linesOf = (userId: string) => fleet.apps[0].app.get(LedgersRepository).lineCountOf(userId);
  const outcomeOf = (write: Promise<unknown>) =>
    write.then(
      () => 'written',
      (error: DomainError) => error.code,
    );

  /** An account that has room for so many lines. @returns its id, and that of a portfolio that fills the rest */
  const accountWithRoom = async (room: number) => {
    const userId = new Types.ObjectId();
    const records = fleet.apps[0].app.get<Connection>(getConnectionToken()).collection('portfolios');
    const full = { user_id: userId, name: 'Full', currency: 'USD', assets: [] };
    const { insertedId } = await records.insertOne({ ...full, line_count: MOST_LINES_OF_ACCOUNT - room });
    return { userId: userId.toHexString(), fullId: insertedId.toHexString() };
  };

  it('stay below their cap when two processes add to different portfolios, and go as far as it', async () => {
    const { userId } = await accountWithRoom(3);
    const owner = { userId, isSuperuser: false };
    const names = Array.from({ length: 8 }, (_, n) => `Writer ${n}`);
    const made = await Promise.all(
      names.map((name, n) => portfoliosOf(n).create(userId, { name, assets: [] })),
    );
    const outcomes = await Promise.all(
      made.map(({ id }, n) => outcomeOf(portfoliosOf(n).append(owner, id, [lot]))),
    );
    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome !== 'written' && !REFUSALS.includes(outcome))).toEqual([]);
    expect(await linesOf(userId)).toBe(MOST_LINES_OF_ACCOUNT);
  });

  it('stay below it when portfolios are made with lots, at once and later', async () => {
    const { userId } = await accountWithRoom(5);
    const create = (n: number) =>
      outcomeOf(portfoliosOf(n).create(userId, { name: `${n}`, assets: [lot, lot] }));
    const outcomes = await Promise.all([0, 1, 2, 3].map(create));
    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(2);
    expect(await linesOf(userId)).toBe(MOST_LINES_OF_ACCOUNT - 1);
    expect(await create(0)).toBe('ledger.too_many_lines');
  });

  it('have room again when a portfolio is deleted', async () => {
    const { userId, fullId } = await accountWithRoom(0);
    const owner = { userId, isSuperuser: false };
    const { id } = await portfoliosOf(0).create(userId, { name: 'Small', assets: [] });
    expect(await outcomeOf(portfoliosOf(0).append(owner, id, [lot]))).toBe('ledger.too_many_lines');
    await portfoliosOf(1).delete(owner, fullId);
    expect(await outcomeOf(portfoliosOf(0).append(owner, id, [lot]))).toBe('written');
    expect(await linesOf(userId)).toBe(1);
  });
});
