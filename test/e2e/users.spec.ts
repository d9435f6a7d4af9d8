import { execFile } from 'node:child_process';
import { join } from 'node:path';
import request from 'supertest';
import { Account, login, registerSuperuser, registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';
import { atTerminal } from '../support/terminal';

const SCRIPT = join(__dirname, '../../dist/users/create-admin.js');
const CTRL_C = '\u0003';

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
    expect((await get(`/${account.user.id}`, boss).expect(200)).body).not.toHaveProperty('hashed_password');
    expect((await get(`/${'f'.repeat(24)}`, boss).expect(404)).body.code).toBe('user.not_found');

    await patch(account.user.id, { is_superuser: true }, boss).expect(200);
    await get('', account).expect(200);
    await patch(account.user.id, { is_superuser: false }, boss).expect(200);
    await get('', account).expect(403);
    expect((await patch(boss.user.id, { is_superuser: false }, boss).expect(409)).body.code).toBe(
      'user.own_account',
    );
    await patch(account.user.id, { is_active: null }, boss).expect(400);
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

    it('may be accounts that exist', async () => {
      const somebody = await registerUser(running);
      expect((await createAdmin(['--email', somebody.user.email], '')).code).toBe(0);
      await login(running, somebody.user.email, somebody.password);
      await request(running.url).get('/api/v1/users').set(somebody.authorization).expect(200);
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
