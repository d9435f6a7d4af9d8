import { getQueueToken } from '@nestjs/bullmq';
import { Queue } from 'bullmq';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';

describe('a portfolio that changed', () => {
  let running: TestApp;
  let ada: Account;
  const lot = { symbol: 'AAPL', quantity: 10, purchase_price: 100, purchase_date: '2024-01-15' };
  const create = async () => {
    const body = { name: 'Ahead', assets: [lot] };
    const answer = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send(body)
      .expect(201);
    return `/api/v1/portfolio/${answer.body.id}`;
  };
  const analyses = async (path: string) => {
    const { body } = await request(running.url).get(`${path}/analyses`).set(ada.authorization).expect(200);
    return body.items as { portfolio_version: number; from: string | null; computed_at: string }[];
  };

  beforeAll(async () => {
    running = await startApp();
    ada = await registerUser(running);
  });
  afterAll(() => running.close());

  it('is analysed before anybody asks, and again after each change', async () => {
    const path = await create();
    const [first] = await eventually(async () => {
      const items = await analyses(path);
      return items.length > 0 ? items : undefined;
    });
    expect(first).toMatchObject({ portfolio_version: 1, from: null });
    const { body } = await request(running.url).get(`${path}/performance`).set(ada.authorization).expect(200);
    expect(body.computed_at).toBe(first?.computed_at);

    await request(running.url)
      .put(path)
      .set(ada.authorization)
      .send({ name: 'Ahead', assets: [{ ...lot, quantity: 20 }] })
      .expect(200);
    await eventually(async () => (await analyses(path))[0]?.portfolio_version === 2);
  });

  it('may be gone when its turn comes', async () => {
    const queue = running.app.get<Queue>(getQueueToken('portfolio-analysis'));
    await queue.pause();
    const path = await create();
    const id = `analysis-${path.split('/').at(-1)}-1`;
    await eventually(async () => (await queue.getJob(id)) !== undefined);
    await request(running.url).delete(path).set(ada.authorization).expect(204);
    await queue.resume();
    await eventually(async () => (await queue.getJobState(id)) === 'completed');
  });
});
