import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { OidcLinksRepository } from '../../../src/auth/oidc/oidc-links.repository';
import { PasskeysRepository } from '../../../src/auth/passkeys/passkeys.repository';
import { PersonalTokensRepository } from '../../../src/auth/tokens/personal-tokens.repository';
import { Account, login, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { atTerminal } from '../../support/application/terminal';

const SCRIPT = join(__dirname, '../../../dist/cli/create-admin.js');
const CTRL_C = '\u0003';

/** All that signs an account in beside its password. */
async function fillWaysIn({ app, url }: TestApp, { user, authorization }: Account): Promise<void> {
  const created_at = new Date();
  await app.get(PasskeysRepository).insertIntoSlot(user.id, `${user.id}:0`, {
    name: 'Key of a stranger',
    credential_id: user.email,
    public_key: 'public',
    counter: 0,
    transports: [],
    backed_up: false,
    created_at,
  });
  const identity = { issuer: 'https://login.example.com', subject: user.email };
  await app.get(OidcLinksRepository).insert(user.id, identity, created_at);
  const expires_at = new Date(created_at.getTime() + 3_600_000).toISOString();
  await request(url)
    .post('/api/v1/tokens')
    .set(authorization)
    .send({ name: 'Program', scopes: ['read'], expires_at })
    .expect(201);
}

describe('users', () => {
  let running: TestApp;
  let account: Account;
  let boss: Account;
  const patch = (path: string, changes: object, by = account) =>
    request(running.url).patch(`/api/v1/users/${path}`).set(by.authorization).send(changes);

  beforeAll(async () => {
    running = await startApp();
    account = await registerUser(running);
    boss = await registerSuperuser(running);
  });

  afterAll(() => running.close());

  it('change their profile and preferences piece by piece', async () => {
    await patch('me', { preferences: { theme: 'dark' } }).expect(200);
    await patch('me', { phone: '+15550001111' }).expect(200);
    await patch('me', { preferences: { notifications: { sms: true } } }).expect(200);
    await patch('me', {}).expect(200);
    const { body } = await patch('me', { full_name: 'Ada King' }).expect(200);
    expect(body).toMatchObject({
      full_name: 'Ada King',
      phone: '+15550001111',
      preferences: { theme: 'dark', notifications: { email: true, sms: true } },
    });
    expect((await patch('me', { phone: null }).expect(200)).body.phone).toBeNull();
  });

  it('choose a language, a currency and a time zone, and leave them again', async () => {
    const chosen = { locale: 'de-CH', base_currency: 'CHF', time_zone: 'Europe/Zurich' };
    const first = (await patch('me', { preferences: { theme: 'light' } }).expect(200)).body.preferences;
    expect(first).toMatchObject({ locale: null, base_currency: null, time_zone: null });
    expect((await patch('me', { preferences: chosen }).expect(200)).body.preferences).toMatchObject(chosen);
    const left = (await patch('me', { preferences: { locale: null } }).expect(200)).body.preferences;
    expect(left).toMatchObject({ ...chosen, locale: null });
    await patch('me', { preferences: { theme: 'dark' } }).expect(200);
  });

  it.each([
    ['chf', 'CHF'],
    ['SLL', null],
  ])('that chose the currency %s in an earlier release are read with %s', async (stored, told) => {
    const users = running.app.get<Connection>(getConnectionToken()).collection('users');
    const chosen = { $set: { 'preferences.base_currency': stored } };
    await users.updateOne({ _id: new Types.ObjectId(account.user.id) }, chosen);
    const read = request(running.url).get(`/api/v1/users/${account.user.id}`).set(boss.authorization);
    expect((await read.expect(200)).body.preferences.base_currency).toBe(told);
  });

  it.each([
    { is_superuser: true },
    { is_active: false },
    { hashed_password: 'x' },
    { email: 'other@example.com' },
    { id: 'f'.repeat(24) },
    { full_name: '' },
    { full_name: null },
    { phone: '0155500' },
    { phone: '+1 555 000' },
    { preferences: null },
    { preferences: { theme: 'blue' } },
    { preferences: { theme: 'dark', font: 'x' } },
    { preferences: { notifications: { email: 'yes' } } },
    { 'preferences.theme': 'dark' },
    { preferences: { locale: 'not a tag' } },
    { preferences: { base_currency: 'QQQ' } },
    { preferences: { base_currency: 'chf' } },
    { preferences: { time_zone: 'Mars/Olympus' } },
  ])('cannot send %j', async (changes) => {
    const { body } = await patch('me', changes).expect(400);
    expect(body.code).toBe('validation.failed');
  });

  it('are listed, read and changed by superusers alone', async () => {
    const get = (path: string, by: Account) =>
      request(running.url).get(`/api/v1/users${path}`).set(by.authorization);
    for (const path of ['', `/${boss.user.id}`, `/${account.user.id}`]) {
      expect((await get(path, account).expect(403)).body.code).toBe('auth.superuser_only');
    }
    await patch(account.user.id, { is_superuser: true }).expect(403);

    const first = await get('?limit=1', boss).expect(200);
    const second = await get(`?limit=1&cursor=${first.body.next_cursor}`, boss).expect(200);
    const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect(ids.sort()).toEqual([account.user.id, boss.user.id].sort());
    await get('?cursor=nonsense', boss).expect(400);
    const found = async (q: string) =>
      (await get(`?q=${encodeURIComponent(q)}`, boss).expect(200)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await found(account.user.email.slice(0, -4).toUpperCase())).toEqual([account.user.id]);
    expect(await found('ada k')).toEqual([account.user.id]);
    expect(await found('.*')).toEqual([]);
    await get('?q=', boss).expect(400);
    expect((await get(`/${account.user.id}`, boss).expect(200)).body).not.toHaveProperty('hashed_password');
    expect((await get(`/${'f'.repeat(24)}`, boss).expect(404)).body.code).toBe('user.not_found');

    const unconfirmed = await patch(account.user.id, { is_superuser: true }, boss).expect(400);
    expect(unconfirmed.body.errors).toMatchObject([{ field: 'current_password' }]);
    const guessed = { is_superuser: true, current_password: 'not the password' };
    expect((await patch(account.user.id, guessed, boss).expect(400)).body.code).toBe('auth.wrong_password');
    await get('', account).expect(403);
    await patch(account.user.id, { is_superuser: true, current_password: boss.password }, boss).expect(200);
    await get('', account).expect(200);
    const told = await request(running.url).get('/api/v1/notifications').set(account.authorization);
    expect(told.body.items).toMatchObject([{ kind: 'promoted' }]);
    await patch(account.user.id, { is_superuser: false }, boss).expect(200);
    await get('', account).expect(403);
    expect((await patch(boss.user.id, { is_superuser: false }, boss).expect(409)).body.code).toBe(
      'user.own_account',
    );
    await patch(account.user.id, { is_active: null }, boss).expect(400);
  });

  it('are signed out by superusers, from one session or from all', async () => {
    const user = await registerUser(running);
    const second = await login(running, user.user.email, user.password);
    const path = `/api/v1/users/${user.user.id}/sessions`;
    const by = (actor: Account) => ({
      list: () => request(running.url).get(path).set(actor.authorization),
      end: (id = '') => request(running.url).delete(`${path}${id}`).set(actor.authorization),
    });
    await by(account).list().expect(403);
    await by(account).end().expect(403);
    const { items } = (await by(boss).list().expect(200)).body;
    expect(items).toMatchObject([{ current: false }, { current: false }]);
    await by(boss).end(`/${items[0].id}`).expect(204);
    expect((await by(boss).end(`/${items[0].id}`).expect(404)).body.code).toBe('auth.session_not_found');
    const me = (who: Account) => request(running.url).get('/api/v1/users/me').set(who.authorization);
    expect((await me(second).expect(401)).body.code).toBe('auth.session_ended');
    await me(user).expect(200);
    await by(boss).end().expect(204);
    await me(user).expect(401);
    expect((await by(boss).list().expect(200)).body.items).toEqual([]);
    await request(running.url)
      .get(`/api/v1/users/${'f'.repeat(24)}/sessions`)
      .set(boss.authorization)
      .expect(404);
  });

  describe('made superusers from the command line', () => {
    const variables = () => ({
      PATH: process.env.PATH,
      MONGODB_URI: running.environment.MONGODB_URI,
      BCRYPT_COST: '4',
    });
    const createAdmin = (args: string[], input: string) =>
      new Promise<{ code: number; output: string }>((resolve) => {
        const child = execFile(
          process.execPath,
          [SCRIPT, ...args],
          { env: variables() },
          (error, stdout, stderr) =>
            resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
        );
        child.stdin?.end(input);
      });

    it('sign in with the password that came on standard input', async () => {
      const { code, output } = await createAdmin(['--email', 'Root@Example.com'], 'a secret for root\n');
      expect({ code, output }).toEqual({ code: 0, output: 'root@example.com is a superuser now.\n' });
      const root = await login(running, 'root@example.com', 'a secret for root');
      await request(running.url).get('/api/v1/users').set(root.authorization).expect(200);
    });

    it('are asked for their password at a terminal, twice and without an echo', async () => {
      const type = (first: string, second: string) =>
        atTerminal(
          [process.execPath, SCRIPT, '--email', 'keys@example.com'],
          [
            ['Password: ', first],
            ['Again: ', second],
          ],
          variables(),
        );
      expect(await type('a secret for root', 'another secret')).toEqual({
        code: 1,
        shown: 'Password: \nAgain: \nThe two passwords differ.\n',
      });
      expect(await type('a secret for root', 'a secret for root')).toEqual({
        code: 0,
        shown: 'Password: \nAgain: \nkeys@example.com is a superuser now.\n',
      });
      await login(running, 'keys@example.com', 'a secret for root');
    });

    it('may change their mind at the terminal', async () => {
      const command = [process.execPath, SCRIPT, '--email', 'nobody@example.com'];
      const { code, shown } = await atTerminal(command, [['Password: ', CTRL_C]], variables());
      expect({ code, shown }).toEqual({ code: 1, shown: 'Password: \nNo password was given.\n' });
    });

    it('are not made of accounts that exist, which a stranger may have opened', async () => {
      const { user, authorization } = await registerUser(running);
      const { code, output } = await createAdmin(['--email', user.email], 'a secret for root\n');
      expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('--existing') });
      await request(running.url).get('/api/v1/users').set(authorization).expect(403);
    });

    it('may be accounts that exist when that is said: with a new password, and out of their sessions', async () => {
      const stranger = await registerUser(running);
      const { email, id } = stranger.user;
      await fillWaysIn(running, stranger);
      expect((await createAdmin(['--email', email, '--existing'], '')).code).toBe(1);
      expect((await createAdmin(['--email', email, '--existing'], 'a secret for root\n')).code).toBe(0);
      await eventually(
        async () =>
          (await request(running.url).get('/api/v1/users/me').set(stranger.authorization)).status === 401,
      );
      expect(await running.app.get(PasskeysRepository).list(id)).toEqual([]);
      expect(await running.app.get(OidcLinksRepository).list(id)).toEqual([]);
      expect(await running.app.get(PersonalTokensRepository).list(id)).toEqual([]);
      const refused = { email, password: stranger.password };
      await request(running.url).post('/api/v1/auth/login').send(refused).expect(401);
      const root = await login(running, email, 'a secret for root');
      await request(running.url).get('/api/v1/users').set(root.authorization).expect(200);
    });

    it.each([
      [[], 'x'],
      [['--email', 'nonsense'], 'x'],
      [['--email', 'weak@example.com'], 'short\n'],
      [['--email', 'weak@example.com', '--password', 'an argument'], 'a secret for root\n'],
    ])('are refused for %j', async (args, input) => {
      const { code, output } = await createAdmin(args, input);
      expect(code).toBe(1);
      expect(output).not.toMatch(/node_modules/);
    });
  });
});
