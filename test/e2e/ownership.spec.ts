import request from 'supertest';
import { Account, login, registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';
import { openPortfolio, orderReport } from '../support/reports';
import { documentedRoutes, fillPath, Route } from '../support/routes';

/** Routes whose parameters name nobody's property. */
const EVERYBODYS = [
  '/api/v1/market/real-time/{symbol}',
  '/api/v1/market/historical/{symbol}',
  '/api/v1/market/analytics/{symbol}',
];

describe('what belongs to one user', () => {
  let running: TestApp;
  let owner: Account;
  let stranger: Account;
  let routes: Route[];
  let portfolioId: string;
  /** the owner's ids, by the beginning of the path whose `{id}` they are */
  let owned: [string, Record<string, string>][];

  const send = (route: Route, values: Record<string, string>, by?: Account) => {
    const sending = request(running.url)[route.method](fillPath(route, values));
    if (by) sending.set(by.authorization);
    if (route.exampleBody === undefined) return sending;
    return sending.type(route.contentType ?? 'json').send(route.exampleBody);
  };

  const valuesFor = ({ path }: Route) => owned.find(([beginning]) => path.startsWith(beginning))?.[1] ?? {};
  const isOwned = ({ path, pathParameters }: Route) =>
    pathParameters.length > 0 && !EVERYBODYS.includes(path);

  beforeAll(async () => {
    running = await startApp();
    owner = await registerUser(running);
    stranger = await registerUser(running);
    portfolioId = await openPortfolio(running, owner);
    const report = await orderReport(running, owner, portfolioId, { format: 'pdf' }).expect(202);
    const alert = await request(running.url)
      .post('/api/v1/notifications/alerts')
      .set(owner.authorization)
      .send({ symbol: 'AAPL', condition: 'above', price: 1e6 })
      .expect(201);
    await request(running.url)
      .post('/api/v1/auth/login')
      .set('User-Agent', 'a new phone, which is worth a notification')
      .send({ email: owner.user.email, password: owner.password })
      .expect(200);
    const mine = (path: string) => request(running.url).get(path).set(owner.authorization).expect(200);
    const notification = (await mine('/api/v1/notifications')).body.items[0].id as string;
    const session = (await mine('/api/v1/auth/sessions')).body.items[0].id as string;
    owned = [
      ['/api/v1/portfolio/', { id: portfolioId, name: 'value' }],
      ['/api/v1/reports/user/', { user_id: owner.user.id }],
      ['/api/v1/reports/', { id: report.body.id }],
      ['/api/v1/notifications/alerts/', { id: alert.body.id }],
      ['/api/v1/notifications/', { id: notification }],
      ['/api/v1/auth/sessions/', { session_id: session }],
      ['/api/v1/users/', { user_id: owner.user.id }],
    ];
    routes = await documentedRoutes(running.url);
  });

  afterAll(() => running.close());

  it('is behind a token on every route that is not public on purpose', async () => {
    for (const route of routes.filter(({ isPublic }) => !isPublic)) {
      const values = { symbol: 'AAPL', ...valuesFor(route) };
      const { status, body } = await send(route, values);
      expect({ route, status, code: body.code }).toMatchObject({ status: 401, code: 'auth.missing_token' });
    }
    const open = routes.filter(({ isPublic }) => isPublic).map(({ path }) => path);
    expect(open.sort()).toEqual([
      '/api/v1/auth/login',
      '/api/v1/auth/logout',
      '/api/v1/auth/refresh',
      '/api/v1/auth/register',
      '/health/live',
      '/health/ready',
    ]);
  });

  it('does not exist for another on any route of the document', async () => {
    const walked = routes.filter(isOwned);
    for (const route of walked) {
      const { status, body } = await send(route, valuesFor(route), stranger);
      const kept = status === 403 || status === 404;
      expect({ route: `${route.method} ${route.path}`, status, code: body.code, kept }).toMatchObject({
        kept: true,
      });
    }
    expect(walked.length).toBeGreaterThan(15);
  });

  it('is there for its owner under the same ids, so that the walk walked past something', async () => {
    for (const route of routes
      .filter(isOwned)
      .filter(({ method, path }) => method === 'get' && !path.includes('/users/'))) {
      const { status } = await send(route, valuesFor(route), owner);
      expect({ path: route.path, found: status < 400 || status === 409 }).toEqual({
        path: route.path,
        found: true,
      });
    }
  });

  it('cannot be named in a body either', async () => {
    expect((await orderReport(running, stranger, portfolioId)).status).toBe(404);
    expect((await orderReport(running, stranger, portfolioId, { user_id: owner.user.id })).status).toBe(403);
  });

  it('is untouched after all that', async () => {
    await login(running, owner.user.email, owner.password);
    const { body } = await request(running.url)
      .get(`/api/v1/portfolio/${portfolioId}`)
      .set(owner.authorization)
      .expect(200);
    expect(body.name).toBe('Growth');
  });
});
