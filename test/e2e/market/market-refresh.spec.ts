import { AlertsRepository } from '../../../src/alerts/alerts.repository';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import request from 'supertest';
import { Tick } from '../../../src/market/ticks/tick';
import { TickFeed } from '../../../src/market/ticks/tick-feed';
import { TrackedSymbols } from '../../../src/market/ticks/tracked-symbols';

describe('the refresh of tracked symbols', () => {
  let running: TestApp;
  const ticks: Tick[] = [];

  beforeAll(async () => {
    running = await startApp({ MARKET_REFRESH_SECONDS: '1' });
    const feed = running.app.get(TickFeed);
    feed.onTick((tick) => ticks.push(tick));
    await feed.hear(['AAPL', 'NOSUCH']);
  });
  afterAll(() => running.close());

  it('is quiet while nobody needs a price, then ticks what somebody holds, in order', async () => {
    const tracked = running.app.get(TrackedSymbols);
    expect(ticks).toEqual([]);
    await tracked.hold('instance:test', ['AAPL', 'NOSUCH']);
    await eventually(() => ticks.length >= 3);
    expect(new Set(ticks.map(({ symbol }) => symbol))).toEqual(new Set(['AAPL']));
    const numbers = ticks.map(({ seq }) => seq);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    await tracked.release('instance:test');
  });

  it('fires the alerts that a price reaches', async () => {
    const { authorization } = await registerUser(running);
    const api = (path: string) => `/api/v1/notifications${path}`;
    await request(running.url)
      .post(api('/alerts'))
      .set(authorization)
      .send({ symbol: 'MSFT', condition: 'above', price: 0.01 })
      .expect(201);
    const items = await eventually(async () => {
      const { body } = await request(running.url).get(api('')).set(authorization).expect(200);
      return body.items.length > 0 && body.items;
    });
    expect(items).toEqual([expect.objectContaining({ kind: 'price_alert' })]);
  });
});

describe('alerts where no schedule runs', () => {
  const wish = { symbol: 'MSFT', condition: 'above', price: 0.01 } as const;
  let api: TestApp;

  beforeAll(async () => {
    api = await startApp({ ROLE: 'api' });
  });
  afterAll(() => api.close());

  const isTold = ({ authorization }: Account) =>
    eventually(async () => {
      const { body } = await request(api.url).get('/api/v1/notifications').set(authorization).expect(200);
      return body.items.length === 1;
    });

  it('are fired by a price that was fetched for a reader, since the refresh may find it still fresh', async () => {
    const reader = await registerUser(api);
    const { id } = reader.user;
    await api.app.get(AlertsRepository).insertIntoSlot(id, `${id}:0`, { ...wish, currency: 'USD' });
    await request(api.url).get('/api/v1/market/real-time/MSFT').set(reader.authorization).expect(200);
    await isTold(reader);
  });

  it('fire at once where the price of now reaches them', async () => {
    const user = await registerUser(api);
    const order = request(api.url).post('/api/v1/notifications/alerts').set(user.authorization);
    const { body } = await order.send(wish).expect(201);
    expect(body).toMatchObject({ state: 'fired', fired_price: expect.any(Number) });
    await isTold(user);
  });
});
