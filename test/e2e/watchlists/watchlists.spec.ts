import request from 'supertest';
import { MOST_SYMBOLS_OF_ACCOUNT, TrackedSymbols } from '../../../src/market/ticks/tracked-symbols';
import { RedisConnections } from '../../../src/platform/redis/redis-connections';
import { MAX_WATCHLISTS } from '../../../src/watchlists/watchlist';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';

const ROUTE = '/api/v1/watchlists';

describe('watchlists', () => {
  let running: TestApp;
  let user: Account;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
  });
  beforeEach(async () => {
    user = await registerUser(running);
  });
  afterAll(() => running.close());

  const create = (body: object) => request(running.url).post(ROUTE).set(user.authorization).send(body);
  const get = (path: string) => request(running.url).get(`${ROUTE}${path}`).set(user.authorization);
  const patch = (id: string, body: object) =>
    request(running.url).patch(`${ROUTE}/${id}`).set(user.authorization).send(body);
  const remove = (id: string) => request(running.url).delete(`${ROUTE}/${id}`).set(user.authorization);

  it('are none at first', async () => {
    expect((await get('').expect(200)).body).toEqual({ items: [], next_cursor: null });
  });

  it('keep the order of their symbols, notes and target prices', async () => {
    const items = [
      { symbol: 'MSFT', note: 'cloud', target_price: 400.5 },
      { symbol: 'aapl', note: null, target_price: null },
      { symbol: 'NVDA' },
    ];
    const made = await create({ name: ' Chips ', items }).expect(201);
    expect(made.headers.location).toBe(`${ROUTE}/${made.body.id}`);
    const { body, headers } = await get(`/${made.body.id}`).expect(200);
    expect(headers.etag).toBe('"v1"');
    expect(body).toMatchObject({ name: 'Chips', position: 0, version: 1 });
    expect(body.items).toEqual([
      items[0],
      { symbol: 'AAPL', note: null, target_price: null },
      { symbol: 'NVDA', note: null, target_price: null },
    ]);
  });

  it('are listed by position, then newest first', async () => {
    for (const [name, position] of [
      ['last', 9],
      ['older', 1],
      ['newer', 1],
    ] as const)
      await create({ name, position, items: [{ symbol: 'AAPL' }] }).expect(201);
    const { body } = await get('').expect(200);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['newer', 'older', 'last']);
    expect(body.items[0]).toMatchObject({ symbol_count: 1 });
    expect(body.items[0]).not.toHaveProperty('items');
  });

  it('change only in what the body names, and only in the version that was read', async () => {
    const { body: made } = await create({ name: 'First', items: [{ symbol: 'AAPL' }] }).expect(201);
    const { body } = await patch(made.id, { name: 'Second' }).set('If-Match', '"v1"').expect(200);
    expect(body).toMatchObject({ name: 'Second', items: [{ symbol: 'AAPL' }], version: 2 });
    expect((await patch(made.id, {}).expect(200)).body).toEqual(body);
    await patch(made.id, {}).set('If-Match', '"v1"').expect(412);
    const stale = await patch(made.id, { name: 'Third' }).set('If-Match', '"v1"').expect(412);
    expect(stale.body.code).toBe('watchlist.changed');
    expect((await remove(made.id).set('If-Match', '"v1"').expect(412)).body.code).toBe('watchlist.changed');
    await remove(made.id).set('If-Match', '"v2"').expect(204);
    expect((await get(`/${made.id}`).expect(404)).body.code).toBe('watchlist.not_found');
    expect((await remove(made.id).expect(404)).body.code).toBe('watchlist.not_found');
  });

  it('answer the quotes of all their symbols in one call', async () => {
    const items = [{ symbol: 'NOSUCHTHING' }, { symbol: 'MSFT' }, { symbol: 'AAPL' }];
    const { body: made } = await create({ name: 'Quotes', items }).expect(201);
    const { body } = await get(`/${made.id}/quotes`).expect(200);
    expect(body.items.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['MSFT', 'AAPL']);
    expect(body.missing).toEqual([{ symbol: 'NOSUCHTHING', reason: 'unknown_symbol' }]);
    const { body: empty } = await create({ name: 'Empty' }).expect(201);
    expect((await get(`/${empty.id}/quotes`).expect(200)).body).toEqual({ items: [], missing: [] });
  });

  it('hold their symbols fresh while these are on a list', async () => {
    const tracked = running.app.get(TrackedSymbols);
    const { body: made } = await create({ name: 'Held', items: [{ symbol: 'TSLA' }] }).expect(201);
    await eventually(async () => (await tracked.all()).includes('TSLA'));
    await patch(made.id, { items: [{ symbol: 'META' }] }).expect(200);
    await eventually(async () => !(await tracked.all()).includes('TSLA'));
    await remove(made.id).expect(204);
    await eventually(async () => !(await tracked.all()).includes('META'));
    await tracked.restoreWhereForgotten();
    expect(await tracked.all()).not.toContain('META');
  });

  it('share what an account keeps fresh with its portfolios and alerts, after Redis forgot it too', async () => {
    const tracked = running.app.get(TrackedSymbols);
    const redis = running.app.get(RedisConnections);
    const list = (name: string, count: number) =>
      create({ name, items: Array.from({ length: count }, (_, i) => ({ symbol: `${name}${i}` })) });
    const post = (path: string, body: object) =>
      request(running.url).post(`/api/v1/${path}`).set(user.authorization).send(body);
    const heldOf = async (pattern: RegExp) => (await tracked.all()).filter((symbol) => pattern.test(symbol));
    const lot = { symbol: 'HELD-P', quantity: 1, purchase_price: 1, purchase_date: '2024-01-02' };
    await post('portfolio', { name: 'One', assets: [lot] }).expect(201);
    await post('notifications/alerts', { symbol: 'TSLA', condition: 'above', price: 1_000_000 }).expect(201);
    for (const name of ['A', 'B', 'C', 'D']) await list(`HELD-${name}`, 500).expect(201);
    await eventually(async () => (await heldOf(/^(HELD|TSLA)/)).length === MOST_SYMBOLS_OF_ACCOUNT);
    expect(await heldOf(/^HELD-D/)).toHaveLength(498);
    await list('HELD-E', 1).expect(201);
    await post('notifications/alerts', { symbol: 'META', condition: 'above', price: 1_000_000 }).expect(201);
    expect(await heldOf(/^(HELD-E|META)/)).toEqual([]);

    await redis.commands.del(await redis.commands.keys(redis.key('tracked', '*')));
    await tracked.restoreWhereForgotten();
    expect(await heldOf(/^(HELD|TSLA|META)/)).toHaveLength(MOST_SYMBOLS_OF_ACCOUNT);
  });

  it("are nobody else's", async () => {
    const { body: made } = await create({ name: 'Mine' }).expect(201);
    user = await registerUser(running);
    await get(`/${made.id}`).expect(404);
    await get(`/${made.id}/quotes`).expect(404);
    await patch(made.id, { name: 'Yours' }).expect(404);
    await remove(made.id).expect(404);
  });

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x', items: [{ symbol: 'AAPL' }, { symbol: 'aapl' }] }, 'items'],
    [{ name: 'x', items: [{ symbol: '?' }] }, 'items.0.symbol'],
    [{ name: 'x', items: [{ symbol: 'AAPL', target_price: 0 }] }, 'items.0.target_price'],
    [{ name: 'x', items: Array.from({ length: 501 }, (_, i) => ({ symbol: `S${i}` })) }, 'items'],
    [{ name: 'x', position: 1.5 }, 'position'],
    [{ name: 'x', owner: 'me' }, 'owner'],
  ])('refuse %j', async (body, field) => {
    const { body: problem } = await create(body).expect(400);
    expect(problem.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it('are at most fifty a user, also when asked for at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: MAX_WATCHLISTS + 5 }, (_, i) => create({ name: `list ${i}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(MAX_WATCHLISTS);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('watchlist.too_many');
  });
});
