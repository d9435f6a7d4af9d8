import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

describe('passwords', () => {
  let running: TestApp;
  const anyEmail = () => `p-${randomBytes(6).toString('hex')}@example.com`;
  const register = (password: unknown, email = anyEmail()) =>
    request(running.url).post('/api/v1/auth/register').send({ email, password, full_name: 'Ada' });
  const login = (email: string, password: string) =>
    request(running.url).post('/api/v1/auth/login').send({ email, password });

  beforeAll(async () => {
    running = await startApp();
  });

  afterAll(() => running.close());

  it.each([
    ['7 characters', 'sevench'],
    ['129 characters', 'a new long secret '.repeat(8).slice(0, 129)],
    ['one of the commonest', 'Password123'],
    ['one letter again and again', 'aaaaaaaa'],
    ['spaces alone', ' '.repeat(8)],
    ['the name of the product', 'Tickfolio2026!'],
    ['a row of letters', 'abcdefgh1'],
    ['a number', 12345678],
    ['none', undefined],
    ['a list', ['correct horse']],
  ])('are refused with %s', async (_what, password) => {
    const { body } = await register(password).expect(400);
    expect(body.errors).toEqual([{ field: 'password', message: expect.any(String) }]);
  });

  it.each([
    ['72 bytes', 'a new long secret '.repeat(4)],
    ['128 characters', 'another new long secret '.repeat(6).slice(0, 128)],
    ['eight drawn characters', 'x7Kp9qLm'],
    ['spaces and emoji', '  🐎 🔋 📎 '],
  ])('are taken with %s, and nothing else signs in', async (_what, password) => {
    const email = anyEmail();
    await register(password, email).expect(201);
    await login(email, password).expect(200);
    await login(email, `${password}!`).expect(401);
    await login(email, password.slice(0, -1)).expect(401);
  });

  it('are refused where they are the address or the name of their owner', async () => {
    const email = 'grace.hopper.1906@example.com';
    for (const password of [email, 'grace.hopper.1906', 'hopper1906']) {
      const { body } = await register(password, email).expect(400);
      expect(body.errors).toEqual([{ field: 'password', message: expect.stringContaining('guess') }]);
    }
  });

  it('are not changed to what they are, and their owner is told of a change', async () => {
    const account = await registerUser(running);
    const change = (new_password: string) =>
      request(running.url)
        .post('/api/v1/auth/password')
        .set(account.authorization)
        .send({ current_password: account.password, new_password });
    const same = await change(account.password).expect(400);
    expect(same.body.errors).toEqual([{ field: 'new_password', message: expect.any(String) }]);
    await change('aaaaaaaa').expect(400);
    await change('a new long secret').expect(204);
    const { body } = await request(running.url).get('/api/v1/notifications').set(account.authorization);
    expect(body.items).toMatchObject([{ kind: 'password_changed' }]);
  });

  it.each(['no-at-sign', 'a@b', `${'x'.repeat(250)}@example.com`, '', null, { $gt: '' }])(
    'come with a proper address, not %p',
    async (email) => {
      await request(running.url)
        .post('/api/v1/auth/register')
        .send({ email, password: 'correct horse', full_name: 'Ada' })
        .expect(400);
    },
  );
});
