import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { Account, makeSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openPortfolio } from '../../support/features/reports';
import {
  ask,
  ClientSocket,
  closeStreams,
  connected,
  nextEvent,
  openStream,
  refusedWith,
} from '../../support/stream/stream-client';
import { eventually } from '../../support/waiting/eventually';

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

describe('/tokens', () => {
  let running: TestApp;
  let ada: Account;
  let eve: Account;
  let portfolioId: string;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
    eve = await registerUser(running);
    portfolioId = await openPortfolio(running, ada);
  });

  afterEach(closeStreams);

  afterAll(() => running.close());

  const create = (account: Account, wish: object) =>
    request(running.url)
      .post('/api/v1/tokens')
      .set(account.authorization)
      .send({ name: 'Spreadsheet', scopes: ['read'], expires_at: inDays(30), ...wish });

  const tokenWith = async (wish: object = {}, account = ada): Promise<{ id: string; token: string }> => {
    const { body } = await create(account, wish).expect(201);
    return body as { id: string; token: string };
  };

  const get = (path: string, token: string) =>
    request(running.url).get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`);

  const records = () => running.app.get<Connection>(getConnectionToken()).collection('personal_tokens');

  it('are told once, stored as digests, listed, and withdrawn', async () => {
    const { body } = await create(ada, { name: ' Shown once ' }).expect(201);
    expect(body.token).toMatch(/^tkf_[\w-]{43}$/);
    expect(body).toMatchObject({
      name: 'Shown once',
      scopes: ['read'],
      portfolios: null,
      last_used_at: null,
    });
    const stored = await records().findOne({ _id: new Types.ObjectId(String(body.id)) });
    expect(JSON.stringify(stored)).not.toContain(body.token.slice(4));

    await get('/portfolio', body.token).expect(200);
    const used = await eventually(async () => {
      const { body: page } = await request(running.url)
        .get('/api/v1/tokens')
        .set(ada.authorization)
        .expect(200);
      const item = page.items.find(({ id }: { id: string }) => id === body.id);
      return item.last_used_at ? item : undefined;
    });
    expect(used).not.toHaveProperty('token');

    const withdraw = (account: Account) =>
      request(running.url).delete(`/api/v1/tokens/${body.id}`).set(account.authorization);
    expect((await withdraw(eve).expect(404)).body.code).toBe('auth.token_not_found');
    await withdraw(ada).expect(204);
    await withdraw(ada).expect(404);
    await eventually(async () => (await get('/portfolio', body.token)).body.code === 'auth.invalid_token');
  });

  it.each([
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['everything'] }, 'scopes'],
    [{ expires_at: inDays(-1) }, 'expires_at'],
    [{ expires_at: inDays(400) }, 'expires_at'],
    [{ expires_at: 'never' }, 'expires_at'],
    [{ expires_at: inDays(30).slice(0, 10) }, 'expires_at'],
    [{ expires_at: inDays(30).replace('Z', '') }, 'expires_at'],
    [{ portfolios: ['x'] }, 'portfolios'],
    [{ name: '' }, 'name'],
  ])('are not made of %j', async (wish, field) => {
    const { body } = await create(ada, wish).expect(400);
    expect(body.errors).toEqual([expect.objectContaining({ field })]);
  });

  it('need the password again when the sign-in is old', async () => {
    const user = await registerUser(running);
    const sessions = running.app.get<Connection>(getConnectionToken()).collection('sessions');
    await sessions.updateMany(
      { user_id: new Types.ObjectId(user.user.id) },
      { $set: { created_at: new Date(Date.now() - 3_600_000) } },
    );
    const { body } = await create(user, {}).expect(400);
    expect(body.errors).toEqual([expect.objectContaining({ field: 'current_password' })]);
    expect((await create(user, { current_password: 'not the password' }).expect(400)).body.code).toBe(
      'auth.wrong_password',
    );
    await create(user, { current_password: user.password }).expect(201);
    const told = await request(running.url).get('/api/v1/notifications').set(user.authorization).expect(200);
    expect(told.body.items).toMatchObject([{ kind: 'token_created' }]);
  });

  it('are at most twenty, whatever races', async () => {
    const user = await registerUser(running);
    const answers = await Promise.all(Array.from({ length: 24 }, () => create(user, {})));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('auth.too_many_tokens');
  });

  it('open what their scopes say, and never what is for sessions', async () => {
    const { token } = await tokenWith({ scopes: ['market'] });
    await get('/market/real-time/AAPL', token).expect(200);
    expect((await get('/portfolio', token).expect(403)).body.code).toBe('auth.scope_missing');
    expect((await get('/auth/sessions', token).expect(403)).body.code).toBe('auth.session_only');
    expect((await get('/tokens', token).expect(403)).body.code).toBe('auth.session_only');
    const reading = await tokenWith({ scopes: ['read'] });
    await get('/users/me', reading.token).expect(200);
    const renamed = request(running.url)
      .patch('/api/v1/users/me')
      .set('Authorization', `Bearer ${reading.token}`)
      .send({ full_name: 'Eve' });
    expect((await renamed.expect(403)).body.code).toBe('auth.scope_missing');
    expect((await get(`/portfolio/${portfolioId}/performance`, reading.token).expect(403)).body.code).toBe(
      'auth.scope_missing',
    );
  });

  it('may be for certain portfolios only', async () => {
    const other = await openPortfolio(running, ada);
    const { token } = await tokenWith({ scopes: ['read', 'values', 'market'], portfolios: [portfolioId] });
    await get(`/portfolio/${portfolioId}`, token).expect(200);
    await get('/market/real-time/AAPL', token).expect(200);
    for (const path of [
      `/portfolio/${other}`,
      '/portfolio',
      '/portfolio/summary',
      '/users/me',
      '/watchlists',
    ]) {
      expect((await get(path, token).expect(403)).body.code).toBe('auth.token_restricted');
    }
  });

  it.each([
    ['another’s', () => [portfolioId]],
    ['that do not exist', () => ['f'.repeat(24)]],
    ['that do not exist beside their own', async () => [await openPortfolio(running, eve), 'f'.repeat(24)]],
  ])('are not for portfolios %s', async (_, portfolios) => {
    const { body } = await create(eve, { portfolios: await portfolios() }).expect(404);
    expect(body).toMatchObject({ code: 'portfolio.not_found', detail: 'There is no such portfolio.' });
    const listed = await request(running.url).get('/api/v1/tokens').set(eve.authorization).expect(200);
    expect(listed.body.items).toEqual([]);
  });

  it('have a superuser’s rights only with the scope for them', async () => {
    const operator = await registerUser(running);
    await makeSuperuser(running, operator.user.id);
    const plain = await tokenWith({ scopes: ['read'] }, operator);
    expect((await get('/users', plain.token).expect(403)).body.code).toBe('auth.scope_missing');
    await get(`/portfolio/${portfolioId}`, plain.token).expect(404);
    const admin = await tokenWith({ scopes: ['admin', 'read'] }, operator);
    await get('/users', admin.token).expect(200);
    await get(`/portfolio/${portfolioId}`, admin.token).expect(200);
    const nobody = await tokenWith({ scopes: ['admin'] });
    expect((await get('/users', nobody.token).expect(403)).body.code).toBe('auth.superuser_only');
  });

  it('end with their time and with their account', async () => {
    const { id, token } = await tokenWith();
    await records().updateOne({ _id: new Types.ObjectId(id) }, { $set: { expires_at: new Date() } });
    expect((await get('/portfolio', token).expect(401)).body.code).toBe('auth.token_expired');
    for (const odd of ['tkf_', 'tkf_x', `tkf_${'A'.repeat(43)}`]) {
      expect((await get('/portfolio', odd).expect(401)).body.code).toBe('auth.invalid_token');
    }
  });

  it.each([
    [{}, 'auth.invalid_token', 0],
    [{ keep_tokens: true }, undefined, 1],
  ])('end with a change of the password that says %j: %j', async (wish, code, personal_tokens) => {
    const user = await registerUser(running);
    const { token } = await tokenWith({}, user);
    const change = { current_password: user.password, new_password: 'staple of another colour', ...wish };
    await request(running.url).post('/api/v1/auth/password').set(user.authorization).send(change).expect(204);
    expect((await get('/portfolio', token)).body.code).toBe(code);
    const { body } = await request(running.url).get('/api/v1/notifications').set(user.authorization);
    expect(body.items[0]).toMatchObject({
      kind: 'password_changed',
      facts: { personal_tokens, passkeys: 0, provider_links: 0 },
    });
  });

  it('have limits of their own', async () => {
    const limited = await startApp({ ROLE: 'api', RATE_LIMIT_PER_MINUTE: '5' });
    const user = await registerUser(limited);
    const { body } = await request(limited.url)
      .post('/api/v1/tokens')
      .set(user.authorization)
      .send({ name: 'Busy', scopes: ['read'], expires_at: inDays(1) })
      .expect(201);
    const ask = (authorization: string) =>
      request(limited.url).get('/api/v1/users/me').set('Authorization', authorization);
    for (let number = 0; number < 5; number++) await ask(`Bearer ${body.token}`).expect(200);
    await ask(`Bearer ${body.token}`).expect(429);
    await ask(user.authorization.Authorization).expect(200);
    await limited.close();
  });

  it('open the stream for what their scopes say, until they are withdrawn', async () => {
    const { id, token } = await tokenWith({ scopes: ['market'], expires_at: inDays(100) });
    const socket = openStream(running.url, { token });
    await connected(socket);
    expect(await ask(socket, 'market:subscribe', { symbols: ['AAPL'] })).toMatchObject({ rejected: [] });
    expect(await ask(socket, 'portfolio:watch', { portfolio_id: portfolioId })).toMatchObject({
      error: { code: 'auth.scope_missing' },
    });
    const restricted = openStream(running.url, {
      token: (await tokenWith({ scopes: ['values'], portfolios: [portfolioId] })).token,
    });
    await connected(restricted);
    expect(await ask(restricted, 'portfolio:watch', { portfolio_id: portfolioId })).not.toHaveProperty(
      'error',
    );

    const ended = nextEvent(socket, 'disconnect');
    await request(running.url).delete(`/api/v1/tokens/${id}`).set(ada.authorization).expect(204);
    await ended;
    expect(await refusedWith(openStream(running.url, { token }))).toBe('auth.invalid_token');
  });

  it('take over no connection that they did not open, and are told why', async () => {
    const [one, other] = [await tokenWith({ scopes: ['market'] }), await tokenWith({ scopes: ['market'] })];
    const strangers = openStream(running.url, { token: eve.access_token });
    const [ofSession, ofToken] = [ada.access_token, one.token].map((token) =>
      openStream(running.url, { token }),
    );
    await Promise.all([strangers, ofSession!, ofToken!].map(connected));
    const renew = (socket: ClientSocket, token: string) => ask(socket, 'session:renew', { token });
    const refused = {
      error: { code: 'stream.other_token', detail: expect.stringContaining('did not open') },
    };
    expect(await renew(ofSession!, one.token)).toMatchObject(refused);
    expect(await renew(ofToken!, other.token)).toMatchObject(refused);
    expect(await renew(strangers, one.token)).toMatchObject({ error: { code: 'stream.other_user' } });
    expect(await renew(ofToken!, one.token)).toHaveProperty('expires_at');
    expect(await renew(ofToken!, ada.access_token)).toHaveProperty('expires_at');
  });
});
