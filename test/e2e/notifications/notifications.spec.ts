import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { AlertsService } from '../../../src/alerts/alerts.service';
import { NotificationEvent } from '../../../src/notifications/notifications.events';
import { NotificationsService } from '../../../src/notifications/notifications.service';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { closeStreams, nextEvent, openStream } from '../../support/stream/stream-client';
import { inDollars } from '../../support/features/alerts';

const ROUTE = '/api/v1/notifications';

describe('/notifications', () => {
  let running: TestApp;
  let worker: TestApp;
  let ada: Account;
  let eve: Account;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    worker = await startApp({ ROLE: 'worker', MONGODB_URI: running.environment.MONGODB_URI });
    ada = await registerUser(running);
    eve = await registerUser(running);
  });

  afterAll(async () => {
    await closeStreams();
    await worker.close();
    await running.close();
  });

  const tell = (account: Account, title: string, order: { dedupe_key?: string } = {}) =>
    worker.app.get(NotificationsService).notify({
      user_id: account.user.id,
      kind: 'report_completed',
      dedupe_key: `report_completed:${randomBytes(8).toString('hex')}`,
      title,
      body: 'The report on “Retirement” is ready.',
      link: '/api/v1/reports/665f1f77bcf86cd799439011/download',
      facts: { portfolio: 'Retirement' },
      ...order,
    });

  const get = (account: Account, query = '') =>
    request(running.url).get(`${ROUTE}${query}`).set(account.authorization);

  it('need an access token', async () => {
    for (const path of ['', '/alerts']) await request(running.url).get(`${ROUTE}${path}`).expect(401);
    await request(running.url).post(`${ROUTE}/read-all`).expect(401);
  });

  it('reach the open socket from a worker, and the list in the same form', async () => {
    const socket = openStream(running.url, { token: ada.access_token });
    await nextEvent(socket, 'connect');
    const heard = new Promise<NotificationEvent>((resolve) => socket.once('notification', resolve));
    await tell(ada, 'Live');
    const { body } = await get(ada).expect(200);
    expect(await heard).toEqual(body.items[0]);
    expect(body.items[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      kind: 'report_completed',
      title: 'Live',
      body: 'The report on “Retirement” is ready.',
      link: '/api/v1/reports/665f1f77bcf86cd799439011/download',
      facts: { portfolio: 'Retirement' },
      read: false,
      created_at: expect.stringMatching(/Z$/),
    });
  });

  it('are paged, read one by one and all at once', async () => {
    const user = await registerUser(running);
    for (const title of ['one', 'two', 'three']) await tell(user, title);
    const first = await get(user, '?limit=2').expect(200);
    expect(first.body.items.map(({ title }: { title: string }) => title)).toEqual(['three', 'two']);
    const rest = await get(user, `?limit=2&cursor=${first.body.next_cursor}`).expect(200);
    expect(rest.body).toMatchObject({ items: [{ title: 'one' }], next_cursor: null });

    const { id } = rest.body.items[0];
    const read = await request(running.url)
      .patch(`${ROUTE}/${id}`)
      .set(user.authorization)
      .send({ read: true })
      .expect(200);
    expect(read.body).toMatchObject({ id, read: true });
    expect((await get(user, '?unread=true').expect(200)).body.items).toHaveLength(2);
    const all = await request(running.url).post(`${ROUTE}/read-all`).set(user.authorization).expect(200);
    expect(all.body).toEqual({ marked: 2 });
    expect((await get(user, '?unread=true').expect(200)).body.items).toEqual([]);
  });

  it('are counted, and deleted for good though their cause is reported again', async () => {
    const user = await registerUser(running);
    const cause = { dedupe_key: `report_completed:${randomBytes(8).toString('hex')}` };
    await tell(user, 'kept');
    await tell(user, 'gone', cause);
    const count = async () => (await get(user, '/count').expect(200)).body;
    expect(await count()).toEqual({ total: 2, unread: 2 });
    const [{ id }] = (await get(user).expect(200)).body.items;
    const remove = (by: Account) => request(running.url).delete(`${ROUTE}/${id}`).set(by.authorization);
    await remove(eve).expect(404);
    await remove(user).expect(204);
    await remove(user).expect(404);
    await tell(user, 'gone', cause);
    expect((await get(user).expect(200)).body.items).toMatchObject([{ title: 'kept' }]);
    expect(await count()).toEqual({ total: 1, unread: 1 });
  });

  it('of another user are not there', async () => {
    await tell(ada, 'Private');
    const { body } = await get(ada).expect(200);
    const answer = await request(running.url)
      .patch(`${ROUTE}/${body.items[0].id}`)
      .set(eve.authorization)
      .send({ read: true })
      .expect(404);
    expect(answer.body.code).toBe('notification.not_found');
    expect(JSON.stringify((await get(eve).expect(200)).body)).not.toContain('Private');
  });

  it.each(['?unread=maybe', '?cursor=nonsense', '?limit=0', '?limit=101', '?user_id=x'])(
    'refuse the query %s',
    async (query) => {
      await get(ada, query)
        .expect(400)
        .expect('Content-Type', /problem\+json/);
    },
  );

  it('refuse a body that says nothing or too much', async () => {
    const id = '665f1f77bcf86cd799439011';
    for (const body of [{}, { read: 'yes' }, { read: true, kind: 'price_alert' }]) {
      await request(running.url).patch(`${ROUTE}/${id}`).set(ada.authorization).send(body).expect(400);
    }
    await request(running.url).patch(`${ROUTE}/zzz`).set(ada.authorization).send({ read: true }).expect(400);
  });

  describe('/alerts', () => {
    const create = (account: Account, body: object) =>
      request(running.url).post(`${ROUTE}/alerts`).set(account.authorization).send(body);

    it('are made, listed, fired by a price and withdrawn', async () => {
      const user = await registerUser(running);
      const made = await create(user, { symbol: ' aapl', condition: 'above', price: 250 }).expect(201);
      expect(made.headers.location).toBe(`${ROUTE}/alerts/${made.body.id}`);
      expect(made.body).toMatchObject({ symbol: 'AAPL', condition: 'above', price: 250, state: 'active' });
      const kept = await create(user, { symbol: 'MSFT', condition: 'below', price: 1 }).expect(201);

      await worker.app.get(AlertsService).evaluate([inDollars('AAPL', 250)]);
      const { body } = await get(user, '/alerts').expect(200);
      expect(body.items).toEqual([
        expect.objectContaining({ id: kept.body.id, state: 'active', fired_at: null }),
        expect.objectContaining({ id: made.body.id, state: 'fired', fired_price: 250 }),
      ]);
      const told = await get(user).expect(200);
      expect(told.body.items).toMatchObject([
        {
          kind: 'price_alert',
          title: 'AAPL is at 250 USD',
          body: expect.stringContaining('at 250 or above'),
        },
      ]);

      const path = `${ROUTE}/alerts/${kept.body.id}`;
      const found = await request(running.url).get(path).set(user.authorization).expect(200);
      expect(found.body).toEqual(kept.body);
      await request(running.url).get(path).set(eve.authorization).expect(404);
      await request(running.url).delete(path).set(eve.authorization).expect(404);
      await request(running.url).delete(path).set(user.authorization).expect(204);
      await request(running.url).delete(path).set(user.authorization).expect(404);
    });

    it.each([
      [{ symbol: 'A B', condition: 'above', price: 1 }, 'symbol'],
      [{ symbol: 'AAPL', condition: 'over', price: 1 }, 'condition'],
      [{ symbol: 'AAPL', condition: 'above', price: 0 }, 'price'],
      [{ symbol: 'AAPL', condition: 'above', price: '1' }, 'price'],
      [{ symbol: 'AAPL', condition: 'above', price: 1, state: 'fired' }, 'state'],
    ])('refuse %j and name %s', async (wish, field) => {
      const { body } = await create(ada, wish).expect(400);
      expect(body.errors).toEqual([expect.objectContaining({ field })]);
    });

    it('are refused on what nobody knows', async () => {
      const user = await registerUser(running);
      const { body } = await create(user, { symbol: 'NOSUCH', condition: 'above', price: 1 }).expect(404);
      expect(body.code).toBe('market.unknown_symbol');
      expect((await get(user, '/alerts').expect(200)).body.items).toEqual([]);
    });

    it('are at most a hundred', async () => {
      const user = await registerUser(running);
      const wish = { symbol: 'AAPL', condition: 'above', price: 1e6 };
      const alerts = running.app.get(AlertsService);
      for (let number = 0; number < 100; number++)
        await alerts.create(user.user.id, { ...wish, condition: 'above' });
      expect((await create(user, wish).expect(409)).body.code).toBe('alert.too_many');
    });

    it('count for a day when they fire at once, withdrawn or not', async () => {
      const user = await registerUser(running);
      const reached = { symbol: 'AAPL', condition: 'above', price: 0.01 } as const;
      const alerts = running.app.get(AlertsService);
      for (let number = 0; number < 100; number++) {
        const { id, state } = await alerts.create(user.user.id, reached);
        expect(state).toBe('fired');
        await alerts.delete({ userId: user.user.id, isSuperuser: false }, id);
      }
      expect((await create(user, reached).expect(409)).body.code).toBe('alert.too_many');
      await create(user, { ...reached, price: 1e6 }).expect(201);
    });
  });
});
