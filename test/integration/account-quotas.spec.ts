import { getModelToken } from '@nestjs/mongoose';
import { Model, Types } from 'mongoose';
import { DomainError } from '../../src/common/errors/domain-error';
import { AccountQuotas } from '../../src/platform/quotas/account-quotas';
import { QuotaClaimsRecord } from '../../src/platform/quotas/schemas/quota-claims.schema';
import { startApp, TestApp } from '../support/application/app';

const QUARTER_MS = 15 * 60_000;

describe('a quota of accounts', () => {
  let running: TestApp;
  let stored: number;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
  });

  beforeEach(() => {
    stored = 0;
  });

  afterAll(() => running.close());

  const quota = {
    kind: 'tests',
    most: 10,
    stored: () => Promise.resolve(stored),
    full: () => new DomainError('conflict', 'test.full', 'Full.'),
    busy: () => new DomainError('unavailable', 'test.busy', 'Busy.'),
  };
  const add = (userId: string, amount: number) =>
    running.app.get(AccountQuotas).within(quota, userId, amount, () => Promise.resolve((stored += amount)));
  const claims = () => running.app.get<Model<QuotaClaimsRecord>>(getModelToken(QuotaClaimsRecord.name));
  /** A share that a writer announced and left. */
  const leaveClaim = (userId: string, amount: number, endsIn: number) => {
    const ends_at = new Date(Date.now() + endsIn);
    const claim = { id: new Types.ObjectId(), amount, ends_at };
    return claims().create({ _id: `tests:${userId}`, user_id: userId, claims: [claim], expires_at: ends_at });
  };

  it('is kept by any number of writers, and used up by them', async () => {
    const userId = new Types.ObjectId().toHexString();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        add(userId, 1).then(
          () => 'added',
          (error: DomainError) => error.code,
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(10);
    expect(stored).toBe(10);
  });

  it('gives back what a write that failed had claimed', async () => {
    const userId = new Types.ObjectId().toHexString();
    const failing = () => Promise.reject(new Error('disk full'));
    await expect(running.app.get(AccountQuotas).within(quota, userId, 10, failing)).rejects.toThrow(
      'disk full',
    );
    await expect(add(userId, 10)).resolves.toBe(10);
    await expect(add(userId, 1)).rejects.toMatchObject({ code: 'test.full' });
    expect((await claims().findById(`tests:${userId}`).lean())?.claims).toEqual([]);
  });

  it('clears away the share of a writer that died, at the next write', async () => {
    const userId = new Types.ObjectId().toHexString();
    await leaveClaim(userId, 8, -1);
    await expect(add(userId, 2)).resolves.toBe(2);
    expect((await claims().findById(`tests:${userId}`).lean())?.claims).toEqual([]);
  });

  it('waits for what others announced, and says so where they do not end', async () => {
    const userId = new Types.ObjectId().toHexString();
    await leaveClaim(userId, 8, QUARTER_MS);
    await expect(add(userId, 2)).resolves.toBe(2);
    await expect(add(userId, 1)).rejects.toMatchObject({ code: 'test.busy' });
  });

  it('does not count the share of a writer that died a while ago', async () => {
    const userId = new Types.ObjectId().toHexString();
    await leaveClaim(userId, 10, -1);
    await expect(add(userId, 10)).resolves.toBe(10);
  });
});
