import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { startApp, TestApp } from '../support/app';

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
    ['73 bytes', 'x'.repeat(73)],
    ['73 bytes of few characters', `${'€'.repeat(24)}x`],
    ['one of the commonest', 'Password123'],
    ['a number', 12345678],
    ['none', undefined],
    ['a list', ['correct horse']],
  ])('are refused with %s', async (_what, password) => {
    const { body } = await register(password).expect(400);
    expect(body.errors).toEqual([{ field: 'password', message: expect.any(String) }]);
  });

  it.each([
    ['64 characters', 'y'.repeat(64)],
    ['72 bytes', 'z'.repeat(72)],
    ['spaces and emoji', '  🐎 🔋 📎 '],
  ])('are taken with %s, and nothing else signs in', async (_what, password) => {
    const email = anyEmail();
    await register(password, email).expect(201);
    await login(email, password).expect(200);
    await login(email, `${password}!`).expect(401);
    await login(email, password.slice(0, -1)).expect(401);
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
