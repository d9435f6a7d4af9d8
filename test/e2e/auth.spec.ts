import request from 'supertest';
import { login, makeSuperuser, registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';

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
        full_name: 'Ada',
        is_active: true,
        is_superuser: false,
        created_at: expect.any(String),
        last_login: null,
        phone: null,
        preferences: { theme: 'light', notifications: { email: true, sms: false } },
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

  it('spends a refresh token once of twenty tries, and the family dies when a spent one returns', async () => {
    const account = await registerUser(running);
    const { body: fresh } = await post('refresh', { refresh_token: account.refresh_token }).expect(200);
    await post('refresh', { refresh_token: fresh.refresh_token }).expect(200);
    await post('refresh', { refresh_token: account.refresh_token }).expect(401);
    await request(running.url).get('/api/v1/auth/me').set(account.authorization).expect(401);

    const other = await registerUser(running);
    const tries = Array.from({ length: 20 }, () => post('refresh', { refresh_token: other.refresh_token }));
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
  });
});
