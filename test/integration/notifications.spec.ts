import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { AlertsService } from '../../src/notifications/alerts.service';
import { NotificationOrder } from '../../src/notifications/notification';
import { NotificationsService } from '../../src/notifications/notifications.service';
import { startApp, TestApp } from '../support/app';

const newUserId = () => new Types.ObjectId().toHexString();

describe('notifications and alerts in the database', () => {
  let running: TestApp;
  let other: TestApp;
  let notifications: NotificationsService;
  let alerts: AlertsService;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'worker' });
    other = await startApp({ ROLE: 'worker', MONGODB_URI: running.environment.MONGODB_URI });
    notifications = running.app.get(NotificationsService);
    alerts = running.app.get(AlertsService);
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
    await Promise.all(Array.from({ length: 20 }, () => notifications.notify(once)));
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
    const alert = await alerts.create(user, { symbol: 'OWNED', condition: 'above', price: 5 });
    await expect(alerts.delete(stranger, alert.id)).rejects.toMatchObject({ code: 'alert.not_found' });
    await alerts.delete({ userId: user, isSuperuser: false }, alert.id);
    expect((await alerts.list(user, { limit: 10 })).items).toEqual([]);
  });

  it('fires an alert once, whoever evaluates at the same time', async () => {
    const user = newUserId();
    const alert = await alerts.create(user, { symbol: 'RACE', condition: 'above', price: 100 });
    await alerts.evaluate([{ symbol: 'RACE', price: 99.99 }]);
    expect(await everything(user)).toEqual([]);
    expect(await alerts.symbolsWithAlerts()).toContain('RACE');

    const elsewhere = other.app.get(AlertsService);
    await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        (turn % 2 ? alerts : elsewhere).evaluate([{ symbol: 'RACE', price: 100 + turn }]),
      ),
    );
    const told = await everything(user);
    expect(told).toHaveLength(1);
    const { items } = await alerts.list(user, { limit: 10 });
    expect(items).toEqual([expect.objectContaining({ id: alert.id, state: 'fired' })]);
    expect(told[0]?.facts).toMatchObject({ symbol: 'RACE', price: items[0]?.fired_price });
    expect(await alerts.symbolsWithAlerts()).not.toContain('RACE');
  });

  it.each([
    ['below', 10, 10.01, 10],
    ['above', 10, 9.99, 10],
  ] as const)('an alert %s %p sleeps at %p and fires at %p', async (condition, price, asleep, fires) => {
    const user = newUserId();
    const symbol = `EDGE-${condition.toUpperCase()}`;
    await alerts.create(user, { symbol, condition, price });
    await alerts.evaluate([
      { symbol, price: asleep },
      { symbol: 'OTHER', price: fires },
    ]);
    expect(await everything(user)).toEqual([]);
    await alerts.evaluate([{ symbol, price: fires }]);
    expect(await everything(user)).toHaveLength(1);
  });

  it('ignores a price that is none', async () => {
    const user = newUserId();
    await alerts.create(user, { symbol: 'NONE', condition: 'below', price: 10 });
    await alerts.evaluate([0, -1, Number.NaN].map((price) => ({ symbol: 'NONE', price })));
    expect(await everything(user)).toEqual([]);
  });

  it('never lets more than a hundred wait, even when many are asked for at once', async () => {
    const user = newUserId();
    const wish = { symbol: 'MANY', condition: 'above', price: 1 } as const;
    for (let number = 0; number < 95; number++) await alerts.create(user, wish);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => alerts.create(user, wish)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(answers).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'alert.too_many' }),
    });
    await alerts.evaluate([{ symbol: 'MANY', price: 2 }]);
    await expect(alerts.create(user, wish)).resolves.toMatchObject({ state: 'active' });
    const connection = running.app.get<Connection>(getConnectionToken());
    expect(
      await connection.collection('price_alerts').countDocuments({ state: 'active', symbol: 'MANY' }),
    ).toBe(1);
  });
});
