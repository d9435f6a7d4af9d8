import { randomBytes } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { ErasureService } from '../../../src/privacy/deletion/erasure.service';
import {
  Account,
  confirmContacts,
  login,
  registerSuperuser,
  registerUser,
} from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { makeLate } from '../../support/application/late-clock';
import { SmtpSink } from '../../support/outside/smtp-sink';
import { eventually } from '../../support/waiting/eventually';

const CHOOSE = 'Choose your password';
const CHOSEN = 'staple of another colour';
const anyEmail = () => `made-${randomBytes(6).toString('hex')}@example.com`;

describe('administrators of accounts', () => {
  let running: TestApp;
  let sink: SmtpSink;
  let boss: Account;
  let lateBy = 0;

  const send = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body: object = {}, by = boss) =>
    request(running.url)[method](`/api/v1${path}`).set(by.authorization).send(body);
  const choose = (token: string, new_password = CHOSEN) =>
    request(running.url).post('/api/v1/auth/password/reset').send({ token, new_password });
  const signIn = (email: string, password: string) =>
    request(running.url).post('/api/v1/auth/login').send({ email, password });
  const actionsOn = async (target: string) =>
    ((await send('get', `/audit?target_id=${target}`)).body.items as { action: string; actor_id: string }[])
      .filter(({ actor_id }) => actor_id === boss.user.id)
      .map(({ action }) => action);
  const reset = (userId: string, current_password = boss.password) =>
    send('post', `/users/${userId}/password/reset`, { current_password });

  beforeAll(async () => {
    sink = await new SmtpSink().start();
    running = await startApp({ SMTP_URL: sink.url, PUBLIC_URL: 'https://folio.example.com' });
    boss = await registerSuperuser(running);
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

  it('open an account whose owner chooses the password by the mail, which confirms the address', async () => {
    const email = anyEmail();
    const made = await send('post', '/users', { email, full_name: 'Grace Hopper' }).expect(201);
    expect(made.body).toMatchObject({
      user: { email, full_name: 'Grace Hopper', is_active: true, is_superuser: false, password_needed: true },
      mailed: true,
      token: null,
    });
    const { id } = made.body.user as { id: string };
    expect(made.headers.location).toBe(`/api/v1/users/${id}`);
    const token = await eventually(() => sink.codeFor(email, CHOOSE));
    lateBy = 6 * DAY_MS;
    await choose(token, 'aaaaaaaa').expect(400);
    await choose(token).expect(204);
    expect((await choose(token).expect(400)).body.code).toBe('auth.invalid_code');
    lateBy = 0;
    const grace = await login(running, email, CHOSEN);
    expect((await send('get', '/users/me', {}, grace)).body).toMatchObject({
      email_confirmed: true,
      password_needed: false,
    });
    expect(await actionsOn(id)).toEqual(['user.created']);
    const taken = await send('post', '/users', { email, full_name: 'Grace Hopper' }).expect(409);
    expect(taken.body.code).toBe('auth.email_taken');
    await send('post', '/users', { email: anyEmail(), full_name: 'X', is_superuser: true }).expect(400);
  });

  it('force a new password: the old one, sessions and tokens end; a mail lets its owner choose', async () => {
    const ada = await registerUser(running);
    await confirmContacts(running, ada.user.id);
    expect((await reset(ada.user.id, 'not mine').expect(400)).body.code).toBe('auth.wrong_password');
    await send('get', '/users/me', {}, ada).expect(200);
    expect((await reset(ada.user.id).expect(200)).body).toMatchObject({ mailed: true, token: null });
    await send('get', '/users/me', {}, ada).expect(401);
    await signIn(ada.user.email, ada.password).expect(401);
    expect((await send('get', `/users/${ada.user.id}`)).body.password_needed).toBe(true);
    await choose(await eventually(() => sink.codeFor(ada.user.email, CHOOSE))).expect(204);
    const back = await login(running, ada.user.email, CHOSEN);
    const told = (await send('get', '/notifications', {}, back)).body.items as { kind: string }[];
    expect(told.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['password_reset', 'password_reset_forced']),
    );
    expect(await actionsOn(ada.user.id)).toEqual(['user.password_reset_forced']);
    expect((await reset('0'.repeat(24)).expect(404)).body.code).toBe('user.not_found');
  });

  it('are handed the token where nobody confirmed the address; the last one is good, and confirms nothing', async () => {
    const ada = await registerUser(running);
    const first = (await reset(ada.user.id).expect(200)).body as { token: string };
    const second = (await reset(ada.user.id).expect(200)).body as { token: string; mailed: boolean };
    expect(second).toMatchObject({ mailed: false });
    await choose(first.token).expect(400);
    await choose(second.token).expect(204);
    const back = await login(running, ada.user.email, CHOSEN);
    expect((await send('get', '/users/me', {}, back)).body.email_confirmed).toBe(false);
    for (const status of [200, 429]) await reset(ada.user.id).expect(status);
  });

  it('delete an account after seven days in which they may take it back', async () => {
    const ada = await registerUser(running);
    const remove = (id: string) => send('delete', `/users/${id}`);
    const { erase_at } = (await remove(ada.user.id).expect(202)).body as { erase_at: string };
    expect(Date.parse(erase_at) - Date.now()).toBeGreaterThan(6.9 * DAY_MS);
    await send('get', '/users/me', {}, ada).expect(401);
    await signIn(ada.user.email, ada.password).expect(401);
    const kept = await send('patch', `/users/${ada.user.id}`, { is_active: true }).expect(200);
    expect(kept.body).toMatchObject({ is_active: true, erase_at: null });
    await login(running, ada.user.email, ada.password);

    await remove(ada.user.id).expect(202);
    expect(await actionsOn(ada.user.id)).toEqual([
      'user.deletion_ordered',
      'user.standing_changed',
      'user.deletion_ordered',
    ]);
    lateBy = 7 * DAY_MS + 1_000;
    await running.app.get(ErasureService).run();
    lateBy += 11 * 60_000;
    await running.app.get(ErasureService).run();
    lateBy = 0;
    const users = running.app.get<Connection>(getConnectionToken()).collection('users');
    expect(await users.countDocuments({ email: ada.user.email })).toBe(0);
    expect((await remove(ada.user.id).expect(404)).body.code).toBe('user.not_found');
    expect((await remove(boss.user.id).expect(409)).body.code).toBe('user.superuser_kept');
  });

  it('are nobody else', async () => {
    const ada = await registerUser(running);
    const body = { email: anyEmail(), full_name: 'X', current_password: ada.password };
    for (const sent of [
      send('post', '/users', body, ada),
      send('post', `/users/${boss.user.id}/password/reset`, body, ada),
      send('delete', `/users/${boss.user.id}`, {}, ada),
    ]) {
      expect((await sent.expect(403)).body.code).toBe('auth.superuser_only');
    }
  });
});

describe('an installation that sends no mail', () => {
  it('hands the token of a new account to the administrator', async () => {
    const running = await startApp();
    try {
      const boss = await registerSuperuser(running);
      const email = anyEmail();
      const { body } = await request(running.url)
        .post('/api/v1/users')
        .set(boss.authorization)
        .send({ email, full_name: 'Grace Hopper' })
        .expect(201);
      expect(body).toMatchObject({ mailed: false });
      await request(running.url)
        .post('/api/v1/auth/password/reset')
        .send({ token: String(body.token), new_password: CHOSEN })
        .expect(204);
      await login(running, email, CHOSEN);
    } finally {
      await running.close();
    }
  });
});
