import request from 'supertest';
import { RememberedDevicesService } from '../../../src/auth/factors/devices/remembered-devices.service';
import { OidcLinksRepository } from '../../../src/auth/oidc/oidc-links.repository';
import { PasskeysRepository } from '../../../src/auth/passkeys/passkeys.repository';
import { SCOPES } from '../../../src/common/identity/token-rights';
import { Account, login, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openPortfolio, orderReport } from '../../support/features/reports';
import { documentedRoutes, fillPath, Route } from '../../support/contract/routes';

/** Routes whose parameters name nobody's property. */
const EVERYBODYS = [
  '/api/v1/market/real-time/{symbol}',
  '/api/v1/market/historical/{symbol}',
  '/api/v1/market/analytics/{symbol}',
  '/api/v1/market/instruments/{symbol}',
  '/api/v1/market/intraday/{symbol}',
  // Each user has names of his own.
  '/api/v1/import-templates/{name}',
  '/api/v1/market/private/{symbol}/prices',
];

describe('what belongs to one user', () => {
  let running: TestApp;
  let owner: Account;
  let stranger: Account;
  let superuser: Account;
  let routes: Route[];
  let portfolioId: string;
  /** the owner's ids, by the beginning of the path whose `{id}` they are */
  let owned: [string, Record<string, string>][];

  const send = (route: Route, values: Record<string, string>, by?: Pick<Account, 'authorization'>) => {
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
    superuser = await registerSuperuser(running);
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
    const accounts = await mine(`/api/v1/portfolio/${portfolioId}/accounts`);
    const lines = await mine(`/api/v1/portfolio/${portfolioId}/transactions`);
    const account_id = accounts.body.items[0].id as string;
    const transaction_id = lines.body.items[0].id as string;
    const imported = await request(running.url)
      .post(`/api/v1/portfolio/${portfolioId}/imports`)
      .set(owner.authorization)
      .type('text/csv')
      .send('symbol,quantity,purchase_price,purchase_date\nAAPL,1,150,2024-01-02\n')
      .expect(202);
    const watchlist = await request(running.url)
      .post('/api/v1/watchlists')
      .set(owner.authorization)
      .send({ name: 'Mine', items: [{ symbol: 'AAPL' }] })
      .expect(201);
    const token = await request(running.url)
      .post('/api/v1/tokens')
      .set(owner.authorization)
      .send({ name: 'Mine', scopes: ['read'], expires_at: new Date(Date.now() + 3_600_000).toISOString() })
      .expect(201);
    await request(running.url)
      .put('/api/v1/market/private/PRIVATE:HOUSE/prices')
      .set(owner.authorization)
      .send({ currency: 'EUR', prices: [{ date: '2024-01-02', close: 1 }] })
      .expect(200);
    await running.app.get(RememberedDevicesService).remember(owner.user.id, { user_agent: 'mine' });
    const device = (await mine('/api/v1/auth/factors/devices')).body.items[0] as { id: string };
    const passkey = await running.app.get(PasskeysRepository).insertIntoSlot(owner.user.id, 'mine:0', {
      name: 'Mine',
      credential_id: 'mine',
      public_key: 'mine',
      counter: 0,
      transports: [],
      backed_up: false,
      created_at: new Date(),
    });
    const identity = { issuer: 'https://login.example.com', subject: 'mine' };
    const link = await running.app.get(OidcLinksRepository).insert(owner.user.id, identity, new Date());
    owned = [
      ['/api/v1/watchlists/', { id: watchlist.body.id }],
      [
        '/api/v1/portfolio/',
        {
          id: portfolioId,
          name: 'value',
          account_id,
          transaction_id,
          year: '2023',
          issue_id: 'none',
          import_id: imported.body.id,
        },
      ],
      ['/api/v1/import-templates/', { name: 'mine' }],
      ['/api/v1/market/private/', { symbol: 'PRIVATE:HOUSE' }],
      ['/api/v1/reports/user/', { user_id: owner.user.id }],
      ['/api/v1/reports/', { id: report.body.id }],
      ['/api/v1/notifications/alerts/', { id: alert.body.id }],
      ['/api/v1/notifications/', { id: notification }],
      ['/api/v1/auth/sessions/', { session_id: session }],
      ['/api/v1/auth/factors/devices/', { device_id: device.id }],
      ['/api/v1/auth/oidc/links/', { link_id: link?.id ?? '' }],
      ['/api/v1/auth/passkeys/', { passkey_id: passkey?.id ?? '' }],
      ['/api/v1/invitations/', { invitation_id: owner.user.id }],
      ['/api/v1/tokens/', { token_id: token.body.id }],
      ['/api/v1/admin/instruments/', { symbol: 'OLDCO' }],
      ['/api/v1/admin/queues/', { name: 'reports', job_id: 'none' }],
      ['/api/v1/users/', { user_id: owner.user.id, session_id: session }],
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
      '/api/v1/auth/cookie/login',
      '/api/v1/auth/cookie/login/factor',
      '/api/v1/auth/cookie/login/oidc',
      '/api/v1/auth/cookie/login/passkey',
      '/api/v1/auth/cookie/logout',
      '/api/v1/auth/cookie/refresh',
      '/api/v1/auth/cookie/register',
      '/api/v1/auth/cookie/register/confirm',
      '/api/v1/auth/email/confirm',
      '/api/v1/auth/email/undo',
      '/api/v1/auth/login',
      '/api/v1/auth/login/factor',
      '/api/v1/auth/login/factor/options',
      '/api/v1/auth/login/oidc',
      '/api/v1/auth/login/oidc/options',
      '/api/v1/auth/login/passkey',
      '/api/v1/auth/login/passkey/options',
      '/api/v1/auth/logout',
      '/api/v1/auth/oidc/providers',
      '/api/v1/auth/password/forgotten',
      '/api/v1/auth/password/reset',
      '/api/v1/auth/refresh',
      '/api/v1/auth/register',
      '/api/v1/auth/register/confirm',
      '/api/v1/users/restore',
      '/health/live',
      '/health/ready',
    ]);
  });

  it('does not exist for another on any route of the document', async () => {
    const walked = routes.filter(isOwned);
    const told: object[] = [];
    for (const route of walked) {
      const answerOn = async (values: Record<string, string>) => {
        const { status, body } = await send(route, values, stranger);
        return { route: `${route.method} ${route.path}`, status, code: body.code as string };
      };
      const answer = await answerOn(valuesFor(route));
      if (answer.status === 403 || answer.status === 404) continue;
      // A body that is refused before anything is looked up tells nothing: what exists nowhere is answered alike.
      const nowhere = Object.entries(valuesFor(route)).map(([name, value]) => [
        name,
        /^[0-9a-f]{24}$/.test(value) ? '0'.repeat(24) : value,
      ]);
      const alike = await answerOn(Object.fromEntries(nowhere) as Record<string, string>);
      if (answer.status !== 400 || alike.code !== answer.code) told.push(answer);
    }
    expect(told).toEqual([]);
    expect(walked.length).toBeGreaterThan(15);
  });

  it('is there for its owner under the same ids, so that the walk walked past something', async () => {
    for (const route of routes
      .filter(isOwned)
      .filter(({ method, requiredScope }) => method === 'get' && requiredScope !== 'admin')) {
      const { status } = await send(route, valuesFor(route), owner);
      expect({ path: route.path, found: status < 400 || status === 409 }).toEqual({
        path: route.path,
        found: true,
      });
    }
  });

  it('is behind the scope that each route states, for a token that has every other', async () => {
    const tokens = new Map<string, string>();
    for (const missing of [...SCOPES, 'session']) {
      const scopes = SCOPES.filter((scope) => scope !== missing);
      const made = await request(running.url)
        .post('/api/v1/tokens')
        .set(superuser.authorization)
        .send({ name: missing, scopes, expires_at: new Date(Date.now() + 3_600_000).toISOString() })
        .expect(201);
      tokens.set(missing, String(made.body.token));
    }
    for (const route of routes.filter(({ isPublic }) => !isPublic)) {
      const token = tokens.get(route.requiredScope ?? '');
      const by = { authorization: { Authorization: `Bearer ${token}` } };
      const { status, body } = await send(route, { symbol: 'AAPL', ...valuesFor(route) }, by);
      const code = route.requiredScope === 'session' ? 'auth.session_only' : 'auth.scope_missing';
      expect({ route: `${route.method} ${route.path}`, status, code: body.code as string }).toEqual({
        route: `${route.method} ${route.path}`,
        status: 403,
        code,
      });
    }
  });

  it('is closed to users where superusers alone may go, and open to these', async () => {
    const bystander = await registerUser(running);
    const theirs = routes.filter(({ requiredScope }) => requiredScope === 'admin');
    for (const route of theirs) {
      const refused = await send(route, valuesFor(route), stranger);
      expect({ route: route.path, code: refused.body.code as string }).toEqual({
        route: route.path,
        code: 'auth.superuser_only',
      });
      const values = route.path.includes('/users/')
        ? { ...valuesFor(route), user_id: bystander.user.id }
        : valuesFor(route);
      const { status } = await send(route, values, superuser);
      expect({ route: route.path, isOpen: status !== 401 && status !== 403 }).toEqual({
        route: route.path,
        isOpen: true,
      });
    }
    expect(theirs.length).toBeGreaterThan(2);
    for (const route of routes
      .filter(isOwned)
      .filter(({ method, path }) => method === 'get' && !path.includes('/users/'))) {
      const { status } = await send(route, valuesFor(route), superuser);
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
    const passkeys = running.app.get(PasskeysRepository);
    expect(await passkeys.list(owner.user.id)).toHaveLength(1);
    expect(await running.app.get(OidcLinksRepository).list(owner.user.id)).toHaveLength(1);
    await passkeys.deleteAll(owner.user.id);
    await login(running, owner.user.email, owner.password);
    const { body } = await request(running.url)
      .get(`/api/v1/portfolio/${portfolioId}`)
      .set(owner.authorization)
      .expect(200);
    expect(body.name).toBe('Growth');
  });
});
