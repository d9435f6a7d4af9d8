import request from 'supertest';
import { login, makeSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

describe('accounts', () => {
  let running: TestApp;
  const post = (path: string, body: object) => request(running.url).post(`/api/v1/auth/${path}`).send(body);

  beforeAll(async () => {
    running = await startApp();
  });

  afterAll(() => running.close());

  it('registers, shows the account and signs in again', async () => {
    const registration = { email: 'Ada@Example.com', password: 'correct horse', full_name: ' Ada ' };
    const { body, headers } = await post('register', registration).expect(201);
    expect(headers.location).toBe('/api/v1/users/me');
    expect(body).toEqual({
      user: {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        email: 'ada@example.com',
        email_confirmed: false,
        full_name: 'Ada',
        is_active: true,
        is_superuser: false,
        created_at: expect.any(String),
        last_login: null,
        password_needed: false,
        phone: null,
        phone_confirmed: false,
        erase_at: null,
        preferences: {
          theme: 'light',
          locale: null,
          base_currency: null,
          time_zone: null,
          notifications: { email: true, sms: false },
        },
      },
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
    });
    const signedIn = await login(running, 'ada@example.COM', 'correct horse');
    const me = await request(running.url).get('/api/v1/auth/me').set(signedIn.authorization).expect(200);
    expect(me.body).toEqual({ ...body.user, last_login: expect.any(String) });
  });

  it('takes addresses of any script, as the document says, with the domain as DNS has it', async () => {
    const { user } = await registerUser(running, { email: 'жанна@пример.рф' });
    expect(user.email).toBe('жанна@xn--e1afmkfd.xn--p1ai');
    await login(running, 'Жанна@ПРИМЕР.рф', 'correct horse battery');
  });

  it('lets nobody in without a token, and only superusers to the list of users', async () => {
    await request(running.url).get('/api/v1/users/me').expect(401);
    const account = await registerUser(running);
    await request(running.url).get('/api/v1/users').set(account.authorization).expect(403);
    const boss = await registerUser(running);
    await makeSuperuser(running, boss.user.id);
    const { body } = await request(running.url).get('/api/v1/users').set(boss.authorization).expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(account.user.id);
  });

  it('gives one account to fifty that register the same address at once', async () => {
    const registration = { email: 'race@example.com', password: 'correct horse', full_name: 'Racer' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('register', registration)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(49).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('auth.email_taken');
  });

  it('gives twenty that spend a refresh token at once the same successor; an older one ends the family', async () => {
    const account = await registerUser(running);
    const { body: fresh } = await post('refresh', { refresh_token: account.refresh_token }).expect(200);
    await post('refresh', { refresh_token: fresh.refresh_token }).expect(200);
    await post('refresh', { refresh_token: account.refresh_token }).expect(401);
    await request(running.url).get('/api/v1/auth/me').set(account.authorization).expect(401);

    const other = await registerUser(running);
    const tries = Array.from({ length: 20 }, () => post('refresh', { refresh_token: other.refresh_token }));
    const answers = await Promise.all(tries);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ body }) => body.refresh_token as string)).size).toBe(1);
    await post('refresh', { refresh_token: answers[0]?.body.refresh_token }).expect(200);
  });

  it('ends all sessions of a user at once, and nobody else’s', async () => {
    const account = await registerUser(running);
    const phone = await login(running, account.user.email, account.password);
    const other = await registerUser(running);
    const end = request(running.url).delete('/api/v1/auth/sessions').set(phone.authorization);
    await end.expect(204);
    for (const { authorization, refresh_token } of [account, phone]) {
      await request(running.url).get('/api/v1/auth/me').set(authorization).expect(401);
      await post('refresh', { refresh_token }).expect(401);
    }
    await request(running.url).get('/api/v1/auth/me').set(other.authorization).expect(200);
  });

  it('shows users what happened to the safety of their accounts, and nobody else’s events', async () => {
    const account = await registerUser(running);
    const boss = await registerUser(running);
    await makeSuperuser(running, boss.user.id);
    await login(running, account.user.email, account.password);
    await request(running.url)
      .delete(`/api/v1/users/${account.user.id}/sessions`)
      .set(boss.authorization)
      .expect(204);
    const { authorization } = await login(running, account.user.email, account.password);
    const events = async (query: object) =>
      (
        await request(running.url)
          .get('/api/v1/users/me/security-events')
          .query(query)
          .set(authorization)
          .expect(200)
      ).body as { items: { action: string; by_another: boolean }[]; next_cursor: string | null };
    const first = await events({ limit: 2 });
    expect(first.items).toMatchObject([
      { action: 'auth.signed_in', by_another: false, address_digest: expect.any(String) },
      { action: 'user.sessions_ended', by_another: true, address_digest: null },
    ]);
    const rest = await events({ cursor: first.next_cursor });
    expect(rest.items.map(({ action }) => action)).toEqual(['auth.signed_in', 'auth.registered']);
    expect(JSON.stringify([first, rest])).not.toContain(boss.user.id);
  });
});
