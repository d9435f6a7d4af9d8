import { randomBytes } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { TestApp } from './app';

export interface Account {
  user: { id: string; email: string; full_name: string };
  password: string;
  access_token: string;
  refresh_token: string;
  /** to spread into `.set(…)` */
  authorization: { Authorization: string };
}

/** Opens an account over HTTP and signs it in. */
export async function registerUser(
  running: Pick<TestApp, 'url'>,
  overrides: { email?: string; password?: string; full_name?: string } = {},
): Promise<Account> {
  const registration = {
    email: `user-${randomBytes(6).toString('hex')}@example.com`,
    password: 'correct horse battery',
    full_name: 'Ada Lovelace',
    ...overrides,
  };
  const { body } = await request(running.url).post('/api/v1/auth/register').send(registration).expect(201);
  return accountOf(body, registration.password);
}

export async function login(
  running: Pick<TestApp, 'url'>,
  email: string,
  password: string,
): Promise<Account> {
  const { body } = await request(running.url)
    .post('/api/v1/auth/login')
    .send({ email, password })
    .expect(200);
  return accountOf(body, password);
}

/** Promotes an account behind the API's back, as the first superuser's command line does; tokens stay good. */
export async function makeSuperuser(running: Pick<TestApp, 'app'>, userId: string): Promise<void> {
  await running.app
    .get<Connection>(getConnectionToken())
    .collection('users')
    .updateOne({ _id: new Types.ObjectId(userId) }, { $set: { is_superuser: true } });
}

/** Opens an account that is a superuser from its first authenticated request on. */
export async function registerSuperuser(running: Pick<TestApp, 'url' | 'app'>): Promise<Account> {
  const account = await registerUser(running);
  await makeSuperuser(running, account.user.id);
  return account;
}

function accountOf(body: Omit<Account, 'password' | 'authorization'>, password: string): Account {
  const { user, access_token, refresh_token } = body;
  return {
    user,
    password,
    access_token,
    refresh_token,
    authorization: { Authorization: `Bearer ${access_token}` },
  };
}
