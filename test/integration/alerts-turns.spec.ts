import request from 'supertest';
import { AlertsRepository } from '../../src/alerts/alerts.repository';
import { Account, registerUser } from '../support/application/accounts';
import { startApp, TestApp } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';

describe('alerts of several users', () => {
  let running: TestApp;

  beforeAll(async () => {
    running = await startApp();
  });

  afterAll(() => running.close());
  afterEach(() => jest.restoreAllMocks());

  const order = ({ authorization }: Account) =>
    request(running.url)
      .post('/api/v1/notifications/alerts')
      .set(authorization)
      .send({ symbol: 'AAPL', condition: 'above', price: 1_000_000 })
      .expect(201);

  it('are made two of one at a time, and those of another meanwhile', async () => {
    const [eve, bob] = [await registerUser(running), await registerUser(running)];
    const alerts = running.app.get(AlertsRepository);
    const insert = alerts.insertIntoSlot.bind(alerts);
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let [atOnce, most] = [0, 0];
    jest.spyOn(alerts, 'insertIntoSlot').mockImplementation(async (userId, ...rest) => {
      if (userId !== eve.user.id) return insert(userId, ...rest);
      most = Math.max(most, ++atOnce);
      await released;
      atOnce--;
      return insert(userId, ...rest);
    });

    const hers = Promise.all(Array.from({ length: 5 }, () => order(eve)));
    await eventually(() => atOnce === 2);
    await order(bob);
    expect(atOnce).toBe(2);
    release();
    await hers;
    expect(most).toBe(2);
  });
});
