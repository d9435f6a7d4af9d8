import request from 'supertest';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { ExportMaker } from '../../../src/privacy/export/export-maker';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { makeLate } from '../../support/application/late-clock';
import { fillAccount } from '../../support/features/full-account';
import { unzip } from '../../support/files/unzip';
import { placesNaming } from '../../support/stores/walk-stores';
import { eventually } from '../../support/waiting/eventually';

const PATH = '/api/v1/users/me/export';

describe('the archive of an account', () => {
  let running: TestApp;
  let ada: Account;
  let lateBy = 0;

  const order = (by: Account, body: object = {}) =>
    request(running.url).post(PATH).set(by.authorization).send(body);
  const get = (by: Account, path = '') => request(running.url).get(`${PATH}${path}`).set(by.authorization);
  const completed = (by: Account) =>
    eventually(async () => ((await get(by)).body.status === 'completed' ? true : undefined));
  const download = async (by: Account) => {
    const { body } = await get(by, '/download')
      .buffer()
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200)
      .expect('Content-Type', 'application/zip');
    return unzip(body as Buffer);
  };

  beforeAll(async () => {
    running = await startApp();
    ada = await registerUser(running);
    makeLate(running, () => lateBy);
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await running.close();
  });

  it('is there once it was ordered, one at a time', async () => {
    expect((await get(ada).expect(404)).body.code).toBe('export.not_found');
    const answers = await Promise.all([order(ada), order(ada), order(ada)]);
    const refused = answers.filter(({ status }) => status !== 202);
    expect(refused.length).toBeLessThan(3);
    expect(refused.map(({ body }) => body.code as string)).toEqual(refused.map(() => 'export.in_the_making'));
    await completed(ada);
    const told = () => request(running.url).get('/api/v1/notifications').set(ada.authorization);
    const { kind } = await eventually(
      async () => (await told()).body.items[0] as { kind: string } | undefined,
    );
    expect(kind).toBe('export_completed');
  });

  it('has everything as JSON and as CSV, and no secrets', async () => {
    const { portfolioId, tokenText } = await fillAccount(running, ada, await registerSuperuser(running));
    await completed(ada);
    await order(ada).expect(202);
    await completed(ada);
    const files = await download(ada);
    const names = [...files.keys()];
    const textOf = (name: string) => files.get(name) ?? '';
    for (const table of [
      'account',
      'sessions',
      'personal_tokens',
      'passkeys',
      'oidc_links',
      'remembered_devices',
      'notifications',
      'price_alerts',
      'watchlists',
      'private_instruments',
      'reports',
      'imports',
      'import_templates',
      'instrument_choices',
      'security_events',
    ]) {
      expect(names).toEqual(expect.arrayContaining([`${table}.json`, `${table}.csv`]));
      const rows = JSON.parse(textOf(`${table}.json`)) as object[];
      expect({ table, isFilled: rows.length > 0 }).toEqual({ table, isFilled: true });
      expect(textOf(`${table}.csv`).trimEnd().split('\r\n').length).toBeGreaterThan(rows.length);
    }
    expect(textOf(`portfolios/${portfolioId}/transactions.csv`)).toContain('AAPL');
    expect(textOf('account.json')).toContain(ada.user.email);
    const all = [...files.values()].join('\n');
    expect(all).not.toContain(tokenText);
    expect(all).not.toMatch(/hash|secret|\$2b\$|public_key|slot/);
  });

  it('is its owner’s alone', async () => {
    const bob = await registerUser(running);
    await get(bob).expect(404);
    await get(bob, '/download').expect(404);
  });

  it('asks for the password where the sign-in is old', async () => {
    lateBy = 11 * 60_000;
    const fresh = await order(ada).expect(400);
    expect(fresh.body.errors).toMatchObject([{ field: 'current_password' }]);
    lateBy = 0;
  });

  it('goes after seven days, file and all', async () => {
    expect(await placesNaming(running, ['account.zip'])).toContain('account_archives.files');
    lateBy = 8 * DAY_MS;
    await running.app.get(ExportMaker).sweep();
    lateBy = 0;
    expect((await get(ada).expect(404)).body.code).toBe('export.not_found');
    expect(await placesNaming(running, ['account.zip'])).toEqual([]);
  });
});
