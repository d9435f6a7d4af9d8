import request from 'supertest';
import { Account, login, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport } from '../../support/features/imports';
import { finishedReport, openPortfolio, orderedReport } from '../../support/features/reports';
import { isInOrder, ListUnderTest, sortsOf } from '../../support/features/sorted-lists';
import { eventually } from '../../support/waiting/eventually';

const TRADES = 'Date,Action,Ticker,Qty,Price,Currency\n2024-01-05,Buy,AAPL,10,182.50,USD\n';
const DAYS = ['2024-06-03', '2024-06-04', '2024-06-05'];

describe('lists from the database', () => {
  let running: TestApp;
  let boss: Account;
  let portfolio: string;

  const post = (path: string, body: object, by = boss) =>
    request(running.url).post(`/api/v1${path}`).set(by.authorization).send(body);

  beforeAll(async () => {
    running = await startApp({ RATE_LIMIT_AUTH_PER_MINUTE: '1000' });
    boss = await registerSuperuser(running);
    for (const full_name of ['Bo', 'Al', 'Bo', 'Cy']) await registerUser(running, { full_name });
    for (let times = 0; times < 3; times++) boss = await login(running, boss.user.email, boss.password);
    portfolio = await openPortfolio(running, boss, 'Beta');
    for (const name of ['alpha', 'Beta', 'Gamma', 'Beta']) await openPortfolio(running, boss, name);
    for (const symbol of ['MSFT', 'AAPL', 'MSFT', 'JPM'])
      await post('/notifications/alerts', { symbol, condition: 'above', price: 90_000 }).expect(201);
    for (const name of ['c', 'a', 'b'])
      await post('/invitations', { email: `${name}@example.com` }).expect(201);
    for (const symbol of ['OLDC', 'OLDA', 'OLDB'])
      await request(running.url)
        .put(`/api/v1/admin/instruments/${symbol}`)
        .set(boss.authorization)
        .send({ kind: 'delisted', since: '2024-01-02' })
        .expect(200);
    for (const to of DAYS) {
      const { id } = await orderedReport(running, boss, portfolio, { to, notify: true });
      await finishedReport(running, boss, id);
      const told = () =>
        new ListUnderTest(running.url, boss, '/notifications?kind=report_completed').page('');
      await eventually(async () => (await told()).items.length === DAYS.indexOf(to) + 1);
      await request(running.url)
        .get(`/api/v1/portfolio/${portfolio}/performance?to=${to}`)
        .set(boss.authorization)
        .expect(200);
    }
    for (const query of ['?file_name=b.csv', '', '?file_name=a.csv', ''])
      await readImport(running, boss, portfolio, TRADES, { query });
  });

  afterAll(() => running.close());

  it.each([
    ['/users', '/users', 5],
    ['/users?q=bo', '/users', 2],
    ['/auth/sessions', '/auth/sessions', 4],
    ['/users/BOSS/sessions', '/users/{user_id}/sessions', 4],
    ['/users/me/security-events', '/users/me/security-events', 4],
    ['/invitations', '/invitations', 3],
    ['/audit', '/audit', 5],
    ['/audit?action=instrument.changed', '/audit', 3],
    ['/admin/instruments', '/admin/instruments', 3],
    ['/notifications/alerts', '/notifications/alerts', 4],
    ['/notifications/alerts?symbol=MSFT', '/notifications/alerts', 2],
    ['/notifications', '/notifications', 3],
    ['/notifications?unread=true&kind=report_completed', '/notifications', 3],
    ['/portfolio', '/portfolio', 5],
    ['/portfolio/ID/analyses', '/portfolio/{id}/analyses', 3],
    ['/portfolio/ID/imports', '/portfolio/{id}/imports', 4],
    ['/reports', '/reports', 3],
    ['/reports/user/BOSS', '/reports/user/{user_id}', 3],
  ])('%s comes in each order, page by page', async (path, route, atLeast) => {
    const list = new ListUnderTest(
      running.url,
      boss,
      path.replace('ID', portfolio).replace('BOSS', boss.user.id),
    );
    const sorts = sortsOf(route);
    const { items } = await list.page('limit=100');
    expect(items.length).toBeGreaterThanOrEqual(atLeast);
    for (const sort of sorts) {
      const rows = await list.inPages(sort);
      const values = rows.map((row) => row[sort.replace('-', '')] as string | null);
      expect({ sort, isInOrder: isInOrder(values, sort, !sort.startsWith('-')) }).toEqual({
        sort,
        isInOrder: true,
      });
      expect(rows.map(({ id }) => id).toSorted()).toEqual(items.map(({ id }) => id).toSorted());
    }
    expect((await list.page('limit=100')).items).toEqual(
      (await list.page(`limit=100&sort=${sorts[1]}`)).items,
    );
    const { next_cursor } = await list.page(`limit=1&sort=${sorts[0]}`);
    const others = next_cursor === null ? [] : sorts.slice(1);
    for (const sort of others) {
      const { body } = await list.ask(`sort=${sort}&cursor=${next_cursor}`).expect(400);
      expect(body.code).toBe('paging.invalid_cursor');
    }
    const { body } = await list.ask('sort=secret').expect(400);
    expect(body).toMatchObject({ code: 'validation.failed', errors: [{ field: 'sort' }] });
  });

  it('go on in the list alone that gave the cursor', async () => {
    const alerts = new ListUnderTest(running.url, boss, '/notifications/alerts');
    const { next_cursor } = await alerts.page('limit=1&sort=-created_at');
    const paths = [
      '/notifications/alerts?symbol=MSFT',
      '/notifications',
      '/auth/sessions',
      '/portfolio',
      '/audit',
    ];
    for (const path of paths) {
      const list = new ListUnderTest(running.url, boss, path);
      const { body } = await list.ask(`sort=-created_at&cursor=${next_cursor}`).expect(400);
      expect(body.code).toBe('paging.invalid_cursor');
    }
    expect((await alerts.page(`cursor=${next_cursor}`)).items).toHaveLength(3);
  });
});
