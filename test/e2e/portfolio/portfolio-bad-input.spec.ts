import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

const lot = { symbol: 'AAPL', quantity: 1, purchase_price: 100, purchase_date: '2024-01-02' };
const withLot = (changes: Record<string, unknown>) => ({ name: 'Wrong', assets: [{ ...lot, ...changes }] });

describe('a portfolio that is not one', () => {
  let running: TestApp;
  let owner: Account;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    owner = await registerUser(running);
  });

  afterAll(() => running.close());

  it.each<[string, string, object]>([
    ['no name', 'name', { assets: [] }],
    ['no currency where one is named', 'currency', { name: 'Wrong', currency: null, assets: [] }],
    ['no assets', 'assets', { name: 'Wrong' }],
    ['an unknown field', 'user_id', { name: 'Wrong', assets: [], user_id: 'f'.repeat(24) }],
    ['a list as a lot', 'assets', { name: 'Wrong', assets: [[]] }],
    ['text as a lot', 'assets', { name: 'Wrong', assets: ['AAPL'] }],
    ['a quantity of nothing', 'assets.0.quantity', withLot({ quantity: 0 })],
    ['a price below nothing', 'assets.0.purchase_price', withLot({ purchase_price: -1 })],
    ['an operator for a price', 'assets.0.purchase_price', withLot({ purchase_price: { $gt: 0 } })],
    ['a symbol with a blank', 'assets.0.symbol', withLot({ symbol: 'NO GO' })],
    ['a day that never was', 'assets.0.purchase_date', withLot({ purchase_date: '2023-02-29' })],
    ['a day to come', 'assets.0.purchase_date', withLot({ purchase_date: '2199-01-01' })],
  ])('is refused with %s, naming %s, and nothing is stored', async (_what, field, body) => {
    const portfolios = () => request(running.url).get('/api/v1/portfolio').set(owner.authorization);
    const refused = await request(running.url)
      .post('/api/v1/portfolio')
      .set(owner.authorization)
      .send(body)
      .expect(400);
    expect(refused.body.code).toBe('validation.failed');
    expect(refused.body.errors).toContainEqual({ field, message: expect.any(String) });
    expect((await portfolios().expect(200)).body.items).toEqual([]);
  });
});
