import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { PersonalDataRooms } from '../../../src/platform/personal-data/personal-data';
import { QueueCatalogue } from '../../../src/platform/queues/queue-catalogue';
import { ErasureService } from '../../../src/privacy/deletion/erasure.service';
import {
  Account,
  confirmContacts,
  login,
  registerSuperuser,
  registerUser,
} from '../../support/application/accounts';
import { altered } from '../../support/application/altered';
import { startApp, TestApp } from '../../support/application/app';
import { makeLate } from '../../support/application/late-clock';
import { fillAccount } from '../../support/features/full-account';
import { finishedReport, openPortfolio, orderedReport } from '../../support/features/reports';
import { SmtpSink } from '../../support/outside/smtp-sink';
import { placesNaming } from '../../support/stores/walk-stores';
import { eventually } from '../../support/waiting/eventually';

const TOLD = 'Your account is to be erased';
/** Fields that say whose a document is. */
const WHOSE = /^(user_id|invited_by|ordered_by|actor_id|email)$/;

describe('an account that its owner gives up', () => {
  let running: TestApp;
  let sink: SmtpSink;
  let superuser: Account;
  let lateBy = 0;

  const giveUp = (account: Account, current_password = account.password) =>
    request(running.url).delete('/api/v1/users/me').set(account.authorization).send({ current_password });
  const me = (account: Pick<Account, 'authorization'>) =>
    request(running.url).get('/api/v1/users/me').set(account.authorization);
  const restore = (token: string) => request(running.url).post('/api/v1/users/restore').send({ token });
  const signIn = ({ user, password }: Account) =>
    request(running.url).post('/api/v1/auth/login').send({ email: user.email, password });
  const erase = () => running.app.get(ErasureService).run();
  const personalModels = () =>
    Object.values(database().models).filter(({ schema }) =>
      Object.keys(schema.paths).some((path) => WHOSE.test(path)),
    );
  const database = () => running.app.get<Connection>(getConnectionToken());

  beforeAll(async () => {
    sink = await new SmtpSink().start();
    running = await startApp({ SMTP_URL: sink.url, PUBLIC_URL: 'https://folio.example.com' });
    superuser = await registerSuperuser(running);
    makeLate(running, () => lateBy);
  });

  afterEach(() => {
    lateBy = 0;
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await running.close();
    await sink.stop();
  });

  it('needs the password, and is no superuser’s', async () => {
    const ada = await registerUser(running);
    expect((await giveUp(ada, 'not the password').expect(400)).body.code).toBe('auth.wrong_password');
    expect((await giveUp(superuser).expect(409)).body.code).toBe('user.superuser_kept');
    expect((await me(ada).expect(200)).body.erase_at).toBeNull();
  });

  it('ends every session and token at once, and is kept by a sign-in', async () => {
    const ada = await registerUser(running);
    const elsewhere = await login(running, ada.user.email, ada.password);
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const made = await request(running.url)
      .post('/api/v1/tokens')
      .set(ada.authorization)
      .send({ name: 'program', scopes: ['read'], expires_at })
      .expect(201);
    const program = { authorization: { Authorization: `Bearer ${made.body.token}` } };
    await me(program).expect(200);
    const { erase_at } = (await giveUp(ada).expect(202)).body as { erase_at: string };
    expect(Date.parse(erase_at) - Date.now()).toBeGreaterThan(6.9 * DAY_MS);
    for (const gone of [ada, elsewhere, program]) await me(gone).expect(401);
    await request(running.url)
      .post('/api/v1/auth/refresh')
      .send({ refresh_token: elsewhere.refresh_token })
      .expect(401);
    expect(
      (await request(running.url).get(`/api/v1/users/${ada.user.id}`).set(superuser.authorization)).body,
    ).toMatchObject({ erase_at });
    await erase();
    const back = await login(running, ada.user.email, ada.password);
    expect((await me(back).expect(200)).body.erase_at).toBeNull();
    const told = await request(running.url).get('/api/v1/notifications').set(back.authorization);
    expect(told.body.items[0]).toMatchObject({ kind: 'deletion_taken_back' });
    lateBy = 8 * DAY_MS;
    await erase();
    expect(await database().collection('users').countDocuments({ email: ada.user.email })).toBe(1);
  });

  it('is kept by the token of the mail, once and within seven days', async () => {
    const ada = await registerUser(running);
    await confirmContacts(running, ada.user.id);
    await giveUp(ada).expect(202);
    const token = await eventually(() => sink.codeFor(ada.user.email, TOLD));
    await restore(altered(token)).expect(400);
    await restore(token).expect(204);
    expect((await restore(token).expect(400)).body.code).toBe('auth.invalid_code');
    const back = await login(running, ada.user.email, ada.password);
    expect((await me(back).expect(200)).body.erase_at).toBeNull();

    await giveUp(back).expect(202);
    const second = await eventually(() => {
      const code = sink.codeFor(ada.user.email, TOLD);
      return code === token ? undefined : code;
    });
    lateBy = 7 * DAY_MS + 1_000;
    expect((await restore(second).expect(400)).body.code).toBe('auth.invalid_code');
    expect((await signIn(ada).expect(401)).body.code).toBe('auth.invalid_credentials');
  });

  it('is erased from every collection, file and key after seven days, and nobody else is', async () => {
    const [ada, bob] = [await registerUser(running), await registerUser(running)];
    await confirmContacts(running, ada.user.id);
    const { portfolioId } = await fillAccount(running, ada, superuser);
    const report = await orderedReport(running, bob, await openPortfolio(running, bob));
    await finishedReport(running, bob, report.id);
    const names = [ada.user.id, ada.user.email, portfolioId];
    const hers = new Set(await placesNaming(running, names));
    const his = async () =>
      (await placesNaming(running, [bob.user.id, bob.user.email])).filter(
        (place) => !place.startsWith('redis'),
      );
    const before = await his();
    const collections = personalModels().map(({ collection }) => collection.name);
    expect(collections.filter((name) => !hers.has(name))).toEqual([]);
    await giveUp(ada).expect(202);
    await erase();
    expect(await placesNaming(running, [ada.user.email])).toContain('users');

    lateBy = 7 * DAY_MS + 1_000;
    await erase();
    await signIn(ada).expect(401);
    lateBy += 11 * 60_000;
    await erase();
    lateBy = 0;
    // Under its id alone, which leads to nobody any more.
    expect([...new Set(await placesNaming(running, names))]).toEqual(['audit_log']);
    expect(await placesNaming(running, [ada.user.email])).toEqual([]);
    expect(await his()).toEqual(before);
    const entries = await database().collection('audit_log').find({ target_id: ada.user.id }).toArray();
    expect(entries.map(({ action }) => String(action))).toEqual(
      expect.arrayContaining(['user.deletion_requested', 'user.erased']),
    );
    await registerUser(running, { email: ada.user.email });
  });

  it('is erased by one schedule of the fleet', async () => {
    const queue = running.app.get(QueueCatalogue).queues.find(({ name }) => name === 'privacy');
    const scheduled = await eventually(() => queue?.getJobScheduler('erase-accounts'));
    expect(scheduled.every).toBe(300_000);
  });

  it('is kept in no collection that no room erases', async () => {
    const erased = new Set(running.app.get(PersonalDataRooms).all.flatMap(({ collections }) => collections));
    const personal = personalModels();
    expect(personal.length).toBeGreaterThan(20);
    expect(
      personal
        .map(({ collection }) => collection.name)
        .filter((name) => !erased.has(name) && name !== 'users'),
    ).toEqual([]);
    const stored = (await database().db!.listCollections().toArray()).map(({ name }) => name);
    expect(stored.filter((name) => /\.(files|chunks)$/.test(name) && !erased.has(name))).toEqual([]);
  });
});
