import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import { Connection, Model, Types } from 'mongoose';
import { AlertsService } from '../../src/alerts/alerts.service';
import { AlertRecord } from '../../src/alerts/schemas/alert.schema';
import { TrackedSymbols } from '../../src/market/ticks/tracked-symbols';
import { NotificationOrder } from '../../src/notifications/notification';
import { NotificationsService } from '../../src/notifications/notifications.service';
import { startApp, TestApp } from '../support/application/app';
import { inDollars } from '../support/features/alerts';
import { eventually } from '../support/waiting/eventually';

const newUserId = () => new Types.ObjectId().toHexString();

describe('notifications and alerts in the database', () => {
  let running: TestApp;
  let other: TestApp;
  let notifications: NotificationsService;
  let alerts: AlertsService;
  let tracked: TrackedSymbols;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'worker' });
    other = await startApp({ ROLE: 'worker', MONGODB_URI: running.environment.MONGODB_URI });
    notifications = running.app.get(NotificationsService);
    alerts = running.app.get(AlertsService);
    tracked = running.app.get(TrackedSymbols);
  });

  afterAll(async () => {
    await other.close();
    await running.close();
  });

  const order = (user_id: string, over: Partial<NotificationOrder> = {}): NotificationOrder => ({
    user_id,
    kind: 'report_completed',
    dedupe_key: `report_completed:${newUserId()}`,
    title: 'Your report is ready',
    body: 'The report on “Retirement” is ready.',
    ...over,
  });

  const everything = async (userId: string) =>
    (await notifications.list(userId, { unread: false, limit: 100 })).items;

  it('stores one notification per cause, however many report it at once', async () => {
    const user = newUserId();
    const once = order(user);
    // Again where the database gave it up among so many, as a job does.
    const report = () => eventually(() => notifications.notify(once).then(() => true));
    await Promise.all(Array.from({ length: 5 }, report));
    expect(await everything(user)).toHaveLength(1);
  });

  it('pages newest first without gaps or repeats, and by unread', async () => {
    const user = newUserId();
    for (let number = 1; number <= 7; number++)
      await notifications.notify(order(user, { title: `number ${number}` }));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await notifications.list(user, { unread: false, limit: 3, cursor });
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((number) => `number ${number}`));

    const [newest] = await everything(user);
    await notifications.setRead({ userId: user, isSuperuser: false }, newest?.id ?? '', true);
    expect((await notifications.list(user, { unread: true, limit: 100 })).items).toHaveLength(6);
    expect(await notifications.markAllRead(user)).toBe(6);
    expect((await notifications.list(user, { unread: true, limit: 100 })).items).toEqual([]);
  });

  it('keeps others away from a notification and an alert', async () => {
    const user = newUserId();
    await notifications.notify(order(user));
    const [stored] = await everything(user);
    const stranger = { userId: newUserId(), isSuperuser: false };
    await expect(notifications.setRead(stranger, stored?.id ?? '', true)).rejects.toMatchObject({
      code: 'notification.not_found',
    });
    const alert = await alerts.create(user, { symbol: 'NVDA', condition: 'above', price: 1e9 });
    await expect(alerts.delete(stranger, alert.id)).rejects.toMatchObject({ code: 'alert.not_found' });
    await alerts.delete({ userId: user, isSuperuser: false }, alert.id);
    expect((await alerts.list(user, { limit: 10 })).items).toEqual([]);
  });

  it('fires an alert once, whoever evaluates at the same time', async () => {
    const user = newUserId();
    const alert = await alerts.create(user, { symbol: 'MSFT', condition: 'above', price: 1e6 });
    await alerts.evaluate([inDollars('MSFT', 999_999.99)]);
    expect(await everything(user)).toEqual([]);
    expect(await tracked.all()).toContain('MSFT');

    const elsewhere = other.app.get(AlertsService);
    await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        (turn % 2 ? alerts : elsewhere).evaluate([inDollars('MSFT', 1e6 + turn)]),
      ),
    );
    const told = await everything(user);
    expect(told).toHaveLength(1);
    const { items } = await alerts.list(user, { limit: 10 });
    expect(items).toEqual([expect.objectContaining({ id: alert.id, state: 'fired' })]);
    expect(told[0]?.facts).toMatchObject({
      alert_id: alert.id,
      symbol: 'MSFT',
      price: items[0]?.fired_price,
    });
    expect(await tracked.all()).not.toContain('MSFT');
  });

  it.each([
    ['below', 0.001, 0.00101, 0.001],
    ['above', 1e6, 999_999.99, 1e6],
  ] as const)('an alert %s %p sleeps at %p and fires at %p', async (condition, price, asleep, fires) => {
    const user = newUserId();
    const symbol = 'AAPL';
    await alerts.create(user, { symbol, condition, price });
    await alerts.evaluate([inDollars(symbol, asleep), inDollars('OTHER', fires)]);
    expect(await everything(user)).toEqual([]);
    await alerts.evaluate([inDollars(symbol, fires)]);
    expect(await everything(user)).toHaveLength(1);
  });

  it('ignores a price that is none', async () => {
    const user = newUserId();
    await alerts.create(user, { symbol: 'AMZN', condition: 'below', price: 0.001 });
    await alerts.evaluate([Number.NaN, -Infinity].map((price) => inDollars('AMZN', price)));
    expect(await everything(user)).toEqual([]);
  });

  it('compares in the unit that the exchange quotes in, and keeps what alerts of before meant', async () => {
    const user = newUserId();
    const pence = { symbol: 'VOD.L', currency: 'GBP', quotedIn: 'GBp' };
    const model = running.app.get<Model<AlertRecord>>(getModelToken(AlertRecord.name));
    const stored = { user_id: user, symbol: 'VOD.L', condition: 'below' as const, price: 3_900 };
    await model.create({ ...stored, currency: 'GBp' }, { ...stored, currency: null });
    await model.create({ ...stored, price: 39 }, { ...stored, price: 39, currency: 'GBP' });
    await alerts.evaluate([{ ...pence, price: 40.5 }]);
    expect(await everything(user)).toEqual([]);
    await alerts.evaluate([{ ...pence, price: 38.5 }]);
    const { items } = await alerts.list(user, { limit: 10 });
    const fired = items.map(({ price, currency, fired_price }) => [price, currency, fired_price]);
    expect(fired.toSorted()).toEqual([
      [39, 'GBP', 38.5],
      [39, 'GBP', 38.5],
      [3_900, 'GBp', 3_850],
      [3_900, 'GBp', 3_850],
    ]);
  });

  it('never lets more than a hundred wait, even when many are asked for at once', async () => {
    const user = newUserId();
    const wish = { symbol: 'GOOGL', condition: 'above', price: 1e6 } as const;
    for (let number = 0; number < 95; number++) await alerts.create(user, wish);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => alerts.create(user, wish)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(answers).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'alert.too_many' }),
    });
    await alerts.evaluate([inDollars('GOOGL', 1e6)]);
    await expect(alerts.create(user, wish)).resolves.toMatchObject({ state: 'active' });
    const connection = running.app.get<Connection>(getConnectionToken());
    expect(
      await connection.collection('price_alerts').countDocuments({ state: 'active', symbol: 'GOOGL' }),
    ).toBe(1);
  });
});
