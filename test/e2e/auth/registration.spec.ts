import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { UsersService } from '../../../src/users/users.service';
import { Passwords } from '../../../src/users/passwords';
import { Account, login } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { makeLate } from '../../support/application/late-clock';
import { SmtpSink } from '../../support/outside/smtp-sink';
import { eventually } from '../../support/waiting/eventually';

const PASSWORD = 'correct horse battery';
const anyEmail = () => `r-${randomBytes(6).toString('hex')}@example.com`;

/** As the command line of the first superuser does. */
async function openSuperuser({ app, url }: TestApp): Promise<Account> {
  const email = anyEmail();
  const hashed_password = await app.get(Passwords).hash(PASSWORD);
  await app
    .get(UsersService)
    .create({ email, hashed_password, full_name: 'Administrator', is_superuser: true });
  return login({ url }, email, PASSWORD);
}

const register = ({ url }: TestApp, email: string, more: object = {}) =>
  request(url)
    .post('/api/v1/auth/register')
    .send({ email, password: PASSWORD, full_name: 'Ada', ...more });

const invite = ({ url }: TestApp, by: Account, email: string) =>
  request(url).post('/api/v1/invitations').set(by.authorization).send({ email });

describe('an installation for the invited, with mail', () => {
  let running: TestApp;
  let sink: SmtpSink;
  let boss: Account;
  let lateBy = 0;
  const tokenFor = (email: string) => eventually(() => sink.codeFor(email, 'You are invited'));

  beforeAll(async () => {
    sink = await new SmtpSink().start();
    running = await startApp({
      REGISTRATION: 'invite',
      SMTP_URL: sink.url,
      CONFIRM_REGISTRATION: 'on',
      PUBLIC_URL: 'https://folio.example',
    });
    makeLate(running, () => lateBy);
    boss = await openSuperuser(running);
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await running.close();
    await sink.stop();
  });

  it('opens no account without an invitation', async () => {
    const { body } = await register(running, anyEmail()).expect(403);
    expect(body.code).toBe('auth.invitation_needed');
    const made = `${randomBytes(12).toString('hex')}${randomBytes(24).toString('base64url')}`;
    const refused = await register(running, anyEmail(), { invitation: made }).expect(400);
    expect(refused.body.code).toBe('auth.invalid_invitation');
  });

  it('mails a token that opens one account, with the invited address only, which is confirmed by it', async () => {
    const email = anyEmail();
    const { body } = await invite(running, boss, email.toUpperCase()).expect(201);
    expect(body).toMatchObject({ email, mailed: true, token: null, invited_by: boss.user.id });
    const invitation = await tokenFor(email);
    await register(running, anyEmail(), { invitation }).expect(400);
    await register(running, email, { invitation, password: 'aaaaaaaa' }).expect(400);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => register(running, email, { invitation })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const { body: opened } = answers.find(({ status }) => status === 201)!;
    expect(opened.user).toMatchObject({ email, email_confirmed: true });
    expect(sink.codeFor(email, 'Confirm your address')).toBeUndefined();
    expect((await register(running, email, { invitation })).body.code).toBe('auth.invalid_invitation');
    expect((await invite(running, boss, email).expect(409)).body.code).toBe('auth.email_taken');
  });

  it('stores no token', async () => {
    const email = anyEmail();
    await invite(running, boss, email).expect(201);
    const token = await tokenFor(email);
    const database = running.app.get<Connection>(getConnectionToken()).db!;
    for (const { name } of await database.listCollections().toArray()) {
      const stored = JSON.stringify(await database.collection(name).find().toArray());
      expect({ name, has: stored.includes(token.slice(24)) }).toEqual({ name, has: false });
    }
  });

  it('lists and withdraws invitations; an address invited again has the new one only', async () => {
    const email = anyEmail();
    await invite(running, boss, email).expect(201);
    const old = await tokenFor(email);
    const { body } = await invite(running, boss, email).expect(201);
    await eventually(() => sink.mailsTo(email).length === 2);
    await register(running, email, { invitation: old }).expect(400);
    const list = () => request(running.url).get('/api/v1/invitations').set(boss.authorization).expect(200);
    const [first] = (await list()).body.items as { id: string; email: string }[];
    expect(first).toMatchObject({ id: body.id, email });
    expect(first).not.toHaveProperty('token');
    const withdraw = () =>
      request(running.url).delete(`/api/v1/invitations/${body.id}`).set(boss.authorization);
    await withdraw().expect(204);
    await withdraw().expect(404);
    await register(running, email, { invitation: await tokenFor(email) }).expect(400);
    expect((await list()).body.items.map(({ id }: { id: string }) => id)).not.toContain(body.id);
  });

  it('ends invitations after a week', async () => {
    const email = anyEmail();
    await invite(running, boss, email).expect(201);
    const invitation = await tokenFor(email);
    lateBy = 7 * DAY_MS + 1_000;
    await register(running, email, { invitation }).expect(400);
    lateBy = 6 * DAY_MS;
    await register(running, email, { invitation }).expect(201);
    lateBy = 0;
  });

  it('sends many invitations of one administrator, and few to one address', async () => {
    const emails = Array.from({ length: 8 }, anyEmail);
    for (const email of emails) await invite(running, boss, email).expect(201);
    for (const email of emails) await tokenFor(email);
    const flooded = anyEmail();
    for (let i = 0; i < 7; i++) await invite(running, boss, flooded).expect(201);
    const later = anyEmail();
    await invite(running, boss, later).expect(201);
    await tokenFor(later);
    expect(sink.mailsTo(flooded).length).toBeLessThanOrEqual(5);
  });
});

describe('an open installation with mail', () => {
  let running: TestApp;
  let sink: SmtpSink;
  const registrations = (email: string) => sink.codeFor(email, 'Confirm your address');
  const confirm = (token: string | undefined, password = PASSWORD, path = 'auth/register/confirm') =>
    request(running.url).post(`/api/v1/${path}`).send({ token, password });

  beforeAll(async () => {
    sink = await new SmtpSink().start();
    running = await startApp({
      SMTP_URL: sink.url,
      CONFIRM_REGISTRATION: 'on',
      PUBLIC_URL: 'https://folio.example',
    });
  });

  afterAll(async () => {
    await running.close();
    await sink.stop();
  });

  it('opens an account by the token of its mail and the password that was chosen, once', async () => {
    const email = anyEmail();
    const { body } = await register(running, email).expect(202);
    expect(body).toEqual({});
    const token = await eventually(() => registrations(email));
    await request(running.url).post('/api/v1/auth/login').send({ email, password: PASSWORD }).expect(401);
    expect((await confirm(token, 'a wrong password').expect(401)).body.code).toBe('auth.invalid_credentials');
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const opened = answers.find(({ status }) => status === 201)!;
    expect(opened.headers.location).toBe('/api/v1/users/me');
    expect(opened.body.user).toMatchObject({ email, email_confirmed: true });
    expect((await confirm(token).expect(400)).body.code).toBe('auth.invalid_code');
    await login(running, email, PASSWORD);
  });

  it('opens it for a browser too', async () => {
    const email = anyEmail();
    const registration = { email, password: PASSWORD, full_name: 'Ada' };
    await request(running.url).post('/api/v1/auth/cookie/register').send(registration).expect(202);
    const token = await eventually(() => registrations(email));
    const { headers } = await confirm(token, PASSWORD, 'auth/cookie/register/confirm').expect(201);
    expect(String(headers['set-cookie'])).toContain('tickfolio_refresh=');
  });

  it('answers the same for an address that has an account, whose owner is told instead, once a day', async () => {
    const email = anyEmail();
    await register(running, email).expect(202);
    await confirm(await eventually(() => registrations(email))).expect(201);
    const plain = ({ status, text, headers }: request.Response) => ({
      status,
      text,
      names: Object.keys(headers).sort(),
    });
    const known = await register(running, email, { password: 'another long secret' }).expect(202);
    const unknown = await register(running, anyEmail(), { password: 'another long secret' }).expect(202);
    expect(plain(known)).toEqual(plain(unknown));
    const told = () =>
      sink.mailsTo(email).filter(({ source }) => source.includes('Subject: You have an account already'));
    await eventually(() => told().length === 1);
    expect(told()[0]?.source).not.toContain('Code:');
    await register(running, email).expect(202);
    const after = anyEmail();
    await register(running, after).expect(202);
    await eventually(() => registrations(after));
    expect(told()).toHaveLength(1);
    await request(running.url)
      .post('/api/v1/auth/login')
      .send({ email, password: 'another long secret' })
      .expect(401);
    await login(running, email, PASSWORD);
  });

  it('does not let who reads at an address confirm what a stranger registered with it', async () => {
    const email = anyEmail();
    await register(running, email, { password: 'the strangers own secret' }).expect(202);
    const strangers = await eventually(() => registrations(email));
    await register(running, email).expect(202);
    await eventually(() => sink.mailsTo(email).length === 2);
    await confirm(strangers).expect(401);
    await confirm(registrations(email)).expect(201);
    const late = await confirm(strangers, 'the strangers own secret').expect(409);
    expect(late.body.code).toBe('auth.email_taken');
  });
});

describe('an installation without mail', () => {
  let running: TestApp;
  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
  });
  afterAll(() => running.close());

  it('tells the administrator the token, which proves no address', async () => {
    const boss = await openSuperuser(running);
    const email = anyEmail();
    const { body } = await invite(running, boss, email).expect(201);
    expect(body).toMatchObject({ mailed: false, token: expect.any(String) });
    await register(running, anyEmail(), { invitation: body.token }).expect(400);
    const opened = await register(running, email, { invitation: body.token }).expect(201);
    expect(opened.body.user).toMatchObject({ email, email_confirmed: false });
  });

  it('takes nobody where registration is closed, and lets its superuser in', async () => {
    const closed = await startApp({ ROLE: 'api', REGISTRATION: 'closed' });
    const boss = await openSuperuser(closed);
    for (const path of ['auth/register', 'auth/cookie/register']) {
      const registration = { email: anyEmail(), password: PASSWORD, full_name: 'Ada' };
      const sending = request(closed.url).post(`/api/v1/${path}`).send(registration);
      expect((await sending.expect(403)).body.code).toBe('auth.registration_closed');
    }
    expect((await invite(closed, boss, anyEmail()).expect(403)).body.code).toBe('auth.registration_closed');
    await closed.close();
  });
});
