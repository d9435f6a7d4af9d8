import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openLedger } from '../../support/features/ledger';

const lotsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    symbol: `S${i % 40}`,
    quantity: 2,
    purchase_price: 10,
    purchase_date: '2024-01-15',
  }));

describe('the list of portfolios', () => {
  let running: TestApp;
  let ada: Account;

  const list = async () =>
    (await request(running.url).get('/api/v1/portfolio?limit=100').set(ada.authorization).expect(200)).body;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  afterAll(() => running.close());

  it('tells how much each holds and carries no lots', async () => {
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Large', assets: lotsOf(1_000) })
      .expect(201);
    const { items } = await list();
    expect(items).toEqual([
      {
        id: body.id,
        user_id: ada.user.id,
        name: 'Large',
        currency: 'USD',
        version: 1,
        asset_count: 1_000,
        symbol_count: 40,
        cost_basis: 20_000,
        unknown_cost_count: 0,
        open_issues: null,
        created_at: body.created_at,
        updated_at: body.updated_at,
      },
    ]);
    expect(JSON.stringify(items).length).toBeLessThan(500);
  });

  it('follows a change of the lots', async () => {
    const [{ id }] = (await list()).items;
    await request(running.url)
      .put(`/api/v1/portfolio/${id}`)
      .set(ada.authorization)
      .send({ name: 'Small', assets: lotsOf(1) })
      .expect(200);
    expect((await list()).items).toMatchObject([{ asset_count: 1, symbol_count: 1, cost_basis: 20 }]);
  });

  it('tells how many lots its sum leaves out, also of what an older version stored', async () => {
    const { id, line } = await openLedger(running, ada);
    await line({ type: 'buy', symbol: 'S1', date: '2024-01-15', quantity: 2, price: 10 });
    await line({ type: 'transfer_in', symbol: 'S2', date: '2024-01-15', quantity: 2 });
    const told = { asset_count: 2, cost_basis: 20, unknown_cost_count: 1 };
    expect((await list()).items).toContainEqual(expect.objectContaining(told));
    const stored = running.app.get<Connection>(getConnectionToken()).collection('portfolios');
    const _id = new Types.ObjectId(id);
    await stored.updateOne({ _id }, { $unset: { 'totals.unknown_cost_count': 1 } });
    expect((await list()).items).toContainEqual(expect.objectContaining(told));
    await request(running.url).delete(`/api/v1/portfolio/${id}`).set(ada.authorization).expect(204);
  });

  it('loses a portfolio only to who has seen its last change', async () => {
    const { body, headers } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Brief', assets: lotsOf(1) })
      .expect(201);
    const path = `/api/v1/portfolio/${body.id}`;
    const patch = request(running.url).patch(path).set(ada.authorization).send({ name: 'Changed' });
    const changed = await patch.expect(200);
    const remove = (tag: string) =>
      request(running.url).delete(path).set(ada.authorization).set('If-Match', tag);
    expect((await remove(String(headers.etag)).expect(412)).body.code).toBe('portfolio.changed');
    await remove(String(changed.headers.etag)).expect(204);
    await request(running.url).get(path).set(ada.authorization).expect(404);
  });

  it('counts what an older version stored without totals', async () => {
    const [{ id }] = (await list()).items;
    const stored = running.app.get<Connection>(getConnectionToken()).collection('portfolios');
    await stored.updateOne({ _id: new Types.ObjectId(id as string) }, { $unset: { totals: 1 } });
    expect((await list()).items).toMatchObject([{ asset_count: 1, symbol_count: 1, cost_basis: 20 }]);
    await expect(stored.findOne({ _id: new Types.ObjectId(id as string) })).resolves.toMatchObject({
      totals: { asset_count: 1 },
    });
  });
});
