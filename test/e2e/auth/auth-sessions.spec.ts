import request from 'supertest';
import { Passwords } from '../../../src/users/passwords';
import { Account, login, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, startFleet, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { closeStreams, connected, nextEvent, openStream } from '../../support/stream/stream-client';

describe('sessions over two instances', () => {
  let one: TestApp;
  let two: TestApp;
  let closeFleet: () => Promise<void>;

  const get = (app: TestApp, path: string, { authorization }: Account) =>
    request(app.url).get(`/api/v1/auth/${path}`).set(authorization);
  const post = (app: TestApp, path: string, body: object) =>
    request(app.url).post(`/api/v1/auth/${path}`).send(body);

  beforeAll(async () => {
    const fleet = await startFleet();
    [one, two] = fleet.apps;
    closeFleet = fleet.close;
  });

  afterAll(async () => {
    await closeStreams();
    await closeFleet();
  });

  /** Signed in, seen by both instances, and with a socket on the second. */
  async function establish() {
    const account = await registerUser(one);
    await get(one, 'me', account).expect(200);
    await get(two, 'me', account).expect(200);
    const socket = openStream(two.url, { token: account.access_token });
    await connected(socket);
    return { account, socket, gone: nextEvent(socket, 'disconnect') };
  }

  const refusedBy = (app: TestApp, account: Account) =>
    eventually(async () => (await get(app, 'me', account)).status === 401);

  it('end everywhere on logout, sockets included', async () => {
    const { account, gone } = await establish();
    await post(one, 'logout', { refresh_token: account.refresh_token }).expect(204);
    await get(one, 'me', account).expect(401);
    await refusedBy(two, account);
    await gone;
    await post(one, 'refresh', { refresh_token: account.refresh_token }).expect(401);
    await post(one, 'logout', { refresh_token: account.refresh_token }).expect(204);
  });

  it('end everywhere when the account is deactivated, and it cannot sign in or refresh', async () => {
    const boss = await registerSuperuser(one);
    const { account, gone } = await establish();
    const patch = (is_active: boolean) =>
      request(one.url)
        .patch(`/api/v1/users/${account.user.id}`)
        .set(boss.authorization)
        .send({ is_active })
        .expect(200);
    await patch(false);
    await get(one, 'me', account).expect(401);
    await refusedBy(two, account);
    await gone;
    await post(two, 'refresh', { refresh_token: account.refresh_token }).expect(401);
    const wrong = await post(two, 'login', {
      email: 'nobody@example.com',
      password: account.password,
    }).expect(401);
    const inactive = await post(two, 'login', {
      email: account.user.email,
      password: account.password,
    }).expect(401);
    expect({ ...inactive.body, request_id: '' }).toEqual({ ...wrong.body, request_id: '' });
    await patch(true);
    await login(two, account.user.email, account.password);
  });

  it('all but this one end when the password changes', async () => {
    const { account, gone } = await establish();
    const here = await login(one, account.user.email, account.password);
    const change = (current_password: string, new_password: string) =>
      request(one.url)
        .post('/api/v1/auth/password')
        .set(here.authorization)
        .send({ current_password, new_password });
    expect((await change('not the password', 'a new long secret').expect(400)).body.code).toBe(
      'auth.wrong_password',
    );
    await change(account.password, 'short').expect(400);
    await change(account.password, 'a new long secret').expect(204);
    await get(one, 'me', here).expect(200);
    await post(two, 'refresh', { refresh_token: here.refresh_token }).expect(200);
    await refusedBy(two, account);
    await gone;
    await post(two, 'refresh', { refresh_token: account.refresh_token }).expect(401);
    await post(two, 'login', { email: account.user.email, password: account.password }).expect(401);
    await login(two, account.user.email, 'a new long secret');
  });

  /** What happens after the old password was found right and before its sign-in is done. */
  const whileSigningIn = (happens: () => Promise<unknown>) => {
    const passwords = one.app.get(Passwords);
    const matches = passwords.matches.bind(passwords);
    jest.spyOn(passwords, 'matches').mockImplementationOnce(async (...asked) => {
      const right = await matches(...asked);
      await happens();
      return right;
    });
  };

  it('are not opened by a password that is changed meanwhile, and one of two changes counts', async () => {
    const account = await registerUser(one);
    const { email } = account.user;
    const change = (new_password: string) =>
      request(two.url)
        .post('/api/v1/auth/password')
        .set(account.authorization)
        .send({ current_password: account.password, new_password });
    whileSigningIn(() => change('a new long secret').expect(204));
    const signIn = await post(one, 'login', { email, password: account.password }).expect(401);
    expect(signIn.body.code).toBe('auth.invalid_credentials');
    expect((await get(one, 'sessions', account).expect(200)).body.items).toHaveLength(1);

    account.password = 'a new long secret';
    const changes = await Promise.all([change('this long secret'), change('that long secret')]);
    expect(changes.map(({ status }) => status).sort()).toEqual([204, 400]);
    expect((await get(two, 'me', account)).status).toBe(200);
    const counts = changes[0]?.status === 204 ? 'this long secret' : 'that long secret';
    await login(one, email, counts);
  });

  it('are not opened for who is deactivated meanwhile', async () => {
    const boss = await registerSuperuser(one);
    const { user, password } = await registerUser(one);
    const setActive = (is_active: boolean) =>
      request(two.url)
        .patch(`/api/v1/users/${user.id}`)
        .set(boss.authorization)
        .send({ is_active })
        .expect(200);
    whileSigningIn(() => setActive(false));
    await post(one, 'login', { email: user.email, password }).expect(401);
    await setActive(true);
    const { body } = await get(one, 'sessions', await login(one, user.email, password)).expect(200);
    expect(body.items).toHaveLength(1);
  });

  it('are listed to their user and ended one by one, but not by others', async () => {
    const account = await registerUser(one);
    const phone = await login(two, account.user.email, account.password);
    const stranger = await registerUser(one);
    const { body } = await get(one, 'sessions', account).expect(200);
    expect(body.items).toHaveLength(2);
    expect(Object.keys(body.items[0]).sort()).toEqual(
      ['created_at', 'current', 'expires_at', 'id', 'last_used_at', 'user_agent'].sort(),
    );
    const other = body.items.find(({ current }: { current: boolean }) => !current);
    const end = (by: Account) =>
      request(one.url).delete(`/api/v1/auth/sessions/${other.id}`).set(by.authorization);
    expect((await end(stranger).expect(404)).body.code).toBe('auth.session_not_found');
    await end(account).expect(204);
    await end(account).expect(404);
    await refusedBy(two, phone);
    expect((await get(one, 'sessions', account)).body.items).toHaveLength(1);
  });

  it('are listed page by page, newest first', async () => {
    const account = await registerUser(one);
    for (let i = 0; i < 2; i += 1) await login(two, account.user.email, account.password);
    const whole = await get(one, 'sessions', account).expect(200);
    const first = await get(one, 'sessions?limit=2', account).expect(200);
    const rest = await get(one, `sessions?limit=2&cursor=${first.body.next_cursor}`, account).expect(200);
    expect([...first.body.items, ...rest.body.items]).toEqual(whole.body.items);
    expect(whole.body.items.map(({ current }: { current: boolean }) => current)).toEqual([
      false,
      false,
      true,
    ]);
    expect(rest.body.next_cursor).toBeNull();
    await get(one, 'sessions?limit=0', account).expect(400);
  });

  it('die as a family when a spent refresh token returns, and the user is told', async () => {
    const { account, gone } = await establish();
    const { body: second } = await post(one, 'refresh', { refresh_token: account.refresh_token }).expect(200);
    const { body: third } = await post(two, 'refresh', { refresh_token: second.refresh_token }).expect(200);
    const replayed = await post(two, 'refresh', { refresh_token: account.refresh_token }).expect(401);
    expect(replayed.body.code).toBe('auth.invalid_refresh_token');
    await gone;
    await refusedBy(one, { ...account, authorization: { Authorization: `Bearer ${third.access_token}` } });
    await post(one, 'refresh', { refresh_token: third.refresh_token }).expect(401);
    const again = await login(one, account.user.email, account.password);
    const kinds = await notified(one, again);
    expect(kinds).toContain('refresh_token_reuse');
  });

  it('of a device not seen before are announced; of a known one not', async () => {
    const account = await registerUser(one);
    await login(one, account.user.email, account.password);
    expect(await notified(one, account)).toEqual([]);
    await request(two.url)
      .post('/api/v1/auth/login')
      .set('User-Agent', 'a new phone')
      .send({ email: account.user.email, password: account.password })
      .expect(200);
    expect(await notified(one, account)).toEqual(['new_sign_in']);
    const { body } = await request(one.url).get('/api/v1/notifications').set(account.authorization);
    expect(body.items).toMatchObject([
      { facts: { device: 'a new phone' }, body: expect.not.stringContaining('a new phone') },
    ]);
  });

  async function notified(app: TestApp, { authorization }: Account): Promise<string[]> {
    const { body } = await request(app.url).get('/api/v1/notifications').set(authorization).expect(200);
    return body.items.map(({ kind }: { kind: string }) => kind);
  }
});

describe('refresh tokens', () => {
  let running: TestApp;
  beforeAll(async () => {
    running = await startApp();
  });
  afterAll(() => running.close());

  it.each(['x', 'a'.repeat(80), '🂡'.repeat(20), `${'A'.repeat(79)}=`])(
    'that nobody issued are refused: %s',
    async (refresh_token) => {
      const { body } = await request(running.url)
        .post('/api/v1/auth/refresh')
        .send({ refresh_token })
        .expect(401);
      expect(body.code).toBe('auth.invalid_refresh_token');
    },
  );

  it('are useless with another secret, and a guess does not end the session', async () => {
    const account = await registerUser(running);
    const bytes = Buffer.from(account.refresh_token, 'base64url');
    const guess = Buffer.concat([bytes.subarray(0, 12), Buffer.alloc(48, 7)]).toString('base64url');
    await request(running.url).post('/api/v1/auth/refresh').send({ refresh_token: guess }).expect(401);
    await request(running.url)
      .post('/api/v1/auth/refresh')
      .send({ refresh_token: account.refresh_token })
      .expect(200);
  });
});
