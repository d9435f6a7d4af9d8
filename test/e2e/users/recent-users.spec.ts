import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { Clock } from '../../../src/common/clock';
import { RECENT_MS } from '../../../src/platform/records/recent-records';
import { UsersRepository } from '../../../src/users/users.repository';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startFleet, TestApp } from '../../support/application/app';
import { RedisServer } from '../../support/stores/redis-server';
import { eventually } from '../../support/waiting/eventually';

const ME = '/api/v1/users/me';

/** Stops an application's clock. @returns what moves it on */
function stopClock({ app }: TestApp): (milliseconds: number) => void {
  let now = Date.now();
  jest.spyOn(app.get(Clock), 'now').mockImplementation(() => new Date(now));
  return (milliseconds) => (now += milliseconds);
}

const me = async ({ url }: TestApp, { authorization }: Account) =>
  (await request(url).get(ME).set(authorization).expect(200)).body;

const patch = ({ url }: TestApp, path: string, by: Account, changes: object) =>
  request(url).patch(`/api/v1/users/${path}`).set(by.authorization).send(changes).expect(200);

/** A change of which nobody is told. */
async function renameSilently({ app }: TestApp, { user }: Account, full_name: string): Promise<void> {
  const users = app.get<Connection>(getConnectionToken()).collection('users');
  await users.updateOne({ _id: new Types.ObjectId(user.id) }, { $set: { full_name } });
}

describe('accounts in the memory of two instances', () => {
  let redis: RedisServer;
  let one: TestApp;
  let two: TestApp;
  let close: () => Promise<void>;
  let account: Account;
  let moveOn: [(milliseconds: number) => void, (milliseconds: number) => void];

  /** Until an instance answers from memory, with clocks that stand still from there on. */
  async function remembered(by: TestApp, whose = account): Promise<void> {
    const reads = jest.spyOn(by.app.get(UsersRepository), 'findById');
    await eventually(async () => {
      moveOn.forEach((move) => move(RECENT_MS));
      await me(by, whose);
      reads.mockClear();
      await me(by, whose);
      return reads.mock.calls.length === 0;
    });
  }

  beforeAll(async () => {
    redis = await new RedisServer().start();
    const fleet = await startFleet({ REDIS_URL: redis.url, LOG_LEVEL: 'silent' });
    [one, two] = fleet.apps;
    close = fleet.close;
  });

  beforeEach(async () => {
    account = await registerUser(one);
    moveOn = [stopClock(one), stopClock(two)];
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(async () => {
    await close();
    await redis.remove();
  });

  it('show a change of the same instance and of the other at once', async () => {
    for (const [changed, asked] of [
      [one, one],
      [one, two],
      [two, one],
    ] as const) {
      await remembered(asked);
      const full_name = `Ada ${changed === asked ? 'here' : changed.url.slice(-5)}`;
      await patch(changed, 'me', account, { full_name });
      expect(await me(asked, account)).toMatchObject({ full_name });
    }
  });

  it('show a change of rights at once, which is not decided from memory', async () => {
    const boss = await registerSuperuser(one);
    await remembered(two);
    await patch(one, account.user.id.toUpperCase(), boss, {
      is_superuser: true,
      current_password: boss.password,
    });
    expect(await me(two, account)).toMatchObject({ is_superuser: true });
    await remembered(two);
    await patch(one, account.user.id, boss, { is_superuser: false });
    expect(await me(two, account)).toMatchObject({ is_superuser: false });
  });

  it('are read again after two seconds when nobody told of a change', async () => {
    await remembered(two);
    await renameSilently(one, account, 'Ada Silent');
    moveOn[1](RECENT_MS - 1);
    expect(await me(two, account)).toMatchObject({ full_name: account.user.full_name });
    moveOn[1](1);
    expect(await me(two, account)).toMatchObject({ full_name: 'Ada Silent' });
  });

  it('are read each time while Redis is away, and kept again when it is back', async () => {
    await remembered(two);
    await redis.stop();
    await renameSilently(one, account, 'Ada Alone');
    await eventually(async () => (await me(two, account)).full_name === 'Ada Alone');
    await renameSilently(one, account, 'Ada Again');
    expect(await me(two, account)).toMatchObject({ full_name: 'Ada Again' });
    await redis.start();
    await remembered(two);
    await patch(one, 'me', account, { full_name: 'Ada Back' });
    await eventually(async () => (await me(two, account)).full_name === 'Ada Back');
  });
});
