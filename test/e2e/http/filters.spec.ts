import request from 'supertest';
import { Account, login, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport } from '../../support/features/imports';
import { openPortfolio, orderReport } from '../../support/features/reports';
import { ListUnderTest } from '../../support/features/sorted-lists';
import { eventually } from '../../support/waiting/eventually';

describe('lists', () => {
  let running: TestApp;
  let ada: Account;
  let boss: Account;

  const get = (path: string, by = ada) => request(running.url).get(`/api/v1/${path}`).set(by.authorization);
  const items = async (path: string, by = ada) =>
    (await get(path, by).expect(200)).body.items as Record<string, string>[];
  /** All that a filter leaves, by pages of two. */
  const inPages = (path: string, by = ada) =>
    new ListUnderTest(running.url, by, `/${path}`).inPages('-created_at');

  beforeAll(async () => {
    running = await startApp({ RATE_LIMIT_AUTH_PER_MINUTE: '1000' });
    ada = await registerUser(running);
    boss = await registerSuperuser(running);
  });

  afterAll(() => running.close());

  it('of alerts are narrowed by state and symbol, of notifications by kind', async () => {
    for (const [symbol, price] of [
      ['AAPL', 0.01],
      ['AAPL', 1e6],
      ['MSFT', 1e6],
    ]) {
      await request(running.url)
        .post('/api/v1/notifications/alerts')
        .set(ada.authorization)
        .send({ symbol, condition: 'above', price })
        .expect(201);
    }
    await eventually(async () => (await items('notifications/alerts?state=fired')).length === 1);
    expect(await items('notifications/alerts?symbol=aapl')).toHaveLength(2);
    expect(await items('notifications/alerts?symbol=AAPL&state=active')).toMatchObject([{ price: 1e6 }]);
    await get('notifications/alerts?state=gone').expect(400);
    await eventually(async () => (await items('notifications?kind=price_alert')).length === 1);
    expect(await items('notifications?kind=promoted')).toEqual([]);
    await get('notifications?kind=confirm_email').expect(400);
  });

  it('of reports are narrowed by portfolio and status', async () => {
    const [first, second] = [await openPortfolio(running, ada), await openPortfolio(running, ada)];
    for (const portfolio of [first, second]) {
      await orderReport(running, ada, portfolio, { type: 'holdings', format: 'csv' }).expect(202);
    }
    const reports = `reports/user/${ada.user.id}`;
    expect(await items(`${reports}?portfolio_id=${first}`)).toMatchObject([{ portfolio_id: first }]);
    await eventually(async () => (await items(`${reports}?status=completed`)).length === 2);
    expect(await items(`${reports}?status=failed&portfolio_id=${second}`)).toEqual([]);
    await get(`${reports}?portfolio_id=x`).expect(400);
  }, 90_000);

  it('of imports are narrowed by status', async () => {
    const portfolio = await openPortfolio(running, ada);
    const imports = `portfolio/${portfolio}/imports`;
    const ids: string[] = [];
    for (const day of ['05', '08', '09', '10']) {
      const trade = `Date,Action,Ticker,Qty,Price,Currency\n2024-01-${day},Buy,AAPL,10,182.50,USD\n`;
      ids.push((await readImport(running, ada, portfolio, trade)).id);
    }
    const [applied, ...ready] = ids;
    await request(running.url).post(`/api/v1/${imports}/${applied}/apply`).set(ada.authorization).expect(200);
    expect(await items(`${imports}?status=applied`)).toMatchObject([{ id: applied }]);
    expect((await inPages(`${imports}?status=ready`)).map(({ id }) => id)).toEqual(ready.toReversed());
    expect(await items(`${imports}?status=failed`)).toEqual([]);
    await get(`${imports}?status=gone`).expect(400);
  }, 60_000);

  it('of analyses are narrowed by benchmark and account', async () => {
    const portfolio = await openPortfolio(running, ada);
    const accounts = await items(`portfolio/${portfolio}/accounts`);
    const account = accounts[0]!.id!;
    const days = ['2024-06-03', '2024-06-04', '2024-06-05'];
    for (const window of ['to=2024-06-03', ...days.map((day) => `to=${day}&benchmark=JPM`)])
      await get(`portfolio/${portfolio}/performance?${window}`).expect(200);
    await get(`portfolio/${portfolio}/performance?to=2024-06-03&account=${account}`).expect(200);
    const analyses = `portfolio/${portfolio}/analyses`;
    expect((await inPages(`${analyses}?benchmark=jpm`)).map(({ to }) => to)).toEqual(days.toReversed());
    expect(await items(`${analyses}?account=${account}`)).toMatchObject([{ account, benchmark: null }]);
    expect(await items(`${analyses}?account=${account}&benchmark=JPM`)).toEqual([]);
    await get(`${analyses}?account=x`).expect(400);
  }, 60_000);

  it('of security events are narrowed by action and day, and stay one’s own', async () => {
    for (let times = 0; times < 3; times++) await login(running, ada.user.email, ada.password);
    const events = 'users/me/security-events';
    const signIns = await inPages(`${events}?action=auth.signed_in`);
    expect(signIns.length).toBeGreaterThanOrEqual(3);
    expect(new Set(signIns.map(({ action }) => action))).toEqual(new Set(['auth.signed_in']));
    expect(await items(`${events}?action=auth.registered`)).toMatchObject([{ target: { id: ada.user.id } }]);
    expect(await items(`${events}?to=2000-01-01`)).toEqual([]);
    expect(await items(`${events}?from=2000-01-01&action=auth.registered`)).toHaveLength(1);
    await get(`${events}?from=2000-01-02&to=2000-01-01`).expect(400);
    await get(`${events}?action=auth.gone`).expect(400);
    await get(`${events}?user_id=${boss.user.id}`).expect(400);
  });

  it('of invitations are narrowed by address and by who invited', async () => {
    for (const name of ['a', 'b', 'c']) {
      const invitation = { email: `${name}@example.com` };
      await request(running.url)
        .post('/api/v1/invitations')
        .set(boss.authorization)
        .send(invitation)
        .expect(201);
    }
    expect(await items('invitations?email=B@example.com', boss)).toMatchObject([{ email: 'b@example.com' }]);
    expect(await inPages(`invitations?invited_by=${boss.user.id}`, boss)).toHaveLength(3);
    expect(await items(`invitations?invited_by=${ada.user.id}`, boss)).toEqual([]);
    await get('invitations?email=b', boss).expect(400);
    await get('invitations?invited_by=x', boss).expect(400);
  });

  it('of changed instruments are narrowed by kind and symbol', async () => {
    for (const [symbol, change] of [
      ['GONEA', { kind: 'delisted' }],
      ['GONEB', { kind: 'delisted' }],
      ['GONEC', { kind: 'delisted' }],
      ['OLDD', { kind: 'renamed', into: 'NEWD' }],
    ] as const) {
      await request(running.url)
        .put(`/api/v1/admin/instruments/${symbol}`)
        .set(boss.authorization)
        .send(change)
        .expect(200);
    }
    const delisted = await inPages('admin/instruments?kind=delisted', boss);
    expect(delisted.map(({ symbol }) => symbol)).toEqual(['GONEC', 'GONEB', 'GONEA']);
    expect(await items('admin/instruments?symbol=oldd', boss)).toMatchObject([{ symbol: 'OLDD' }]);
    expect(await items('admin/instruments?symbol=OLDD&kind=merged', boss)).toEqual([]);
    await get('admin/instruments?kind=gone', boss).expect(400);
  });
});
