import { randomBytes } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import {
  createTickfolioClient,
  expectData,
  type components,
  type TickfolioClient,
} from '../../../client/src/index';
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
  const client = createTickfolioClient({ baseUrl: running.url });
  const signIn = expectData(await client.POST('/api/v1/auth/register', { body: registration }));
  return accountOf(signIn, registration.password);
}

export async function login(
  running: Pick<TestApp, 'url'>,
  email: string,
  password: string,
): Promise<Account> {
  const client = createTickfolioClient({ baseUrl: running.url });
  const signIn = expectData(await client.POST('/api/v1/auth/login', { body: { email, password } }));
  if ('ticket' in signIn) throw new Error(`${email} needs a second factor`);
  return accountOf(signIn, password);
}

/** The client that front-ends use, signed in with the tokens of an account; it does not renew them. */
export function clientOf(
  { url }: Pick<TestApp, 'url'>,
  { access_token, refresh_token }: Pick<Account, 'access_token' | 'refresh_token'>,
): TickfolioClient {
  const never = Number.MAX_SAFE_INTEGER;
  const tokens = { access_token, refresh_token, renew_at: never, expires_at: never };
  return createTickfolioClient({ baseUrl: url, tokens });
}

/** Promotes an account behind the API's back, as the first superuser's command line does; tokens stay good. */
export async function makeSuperuser(running: Pick<TestApp, 'app'>, userId: string): Promise<void> {
  await running.app
    .get<Connection>(getConnectionToken())
    .collection('users')
    .updateOne({ _id: new Types.ObjectId(userId) }, { $set: { is_superuser: true } });
}

/** Confirms an account's address and number behind the API's back, as the codes of mail and SMS do. */
export async function confirmContacts(running: Pick<TestApp, 'app'>, userId: string): Promise<void> {
  const confirmed_at = new Date();
  await running.app
    .get<Connection>(getConnectionToken())
    .collection('users')
    .updateOne(
      { _id: new Types.ObjectId(userId) },
      { $set: { email_confirmed_at: confirmed_at, phone_confirmed_at: confirmed_at } },
    );
}

/** Opens an account that is a superuser from its first authenticated request on. */
export async function registerSuperuser(running: Pick<TestApp, 'url' | 'app'>): Promise<Account> {
  const account = await registerUser(running);
  await makeSuperuser(running, account.user.id);
  return account;
}

function accountOf(signIn: components['schemas']['SignIn'], password: string): Account {
  const { user, access_token, refresh_token } = signIn;
  return {
    user,
    password,
    access_token,
    refresh_token,
    authorization: { Authorization: `Bearer ${access_token}` },
  };
}
