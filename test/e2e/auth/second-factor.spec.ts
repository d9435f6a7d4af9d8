import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { FactorKeyChange } from '../../../src/auth/factors/codes/factor-key-change';
import { SealedSecrets } from '../../../src/auth/factors/codes/sealed-secrets';
import { SecondFactorsRepository } from '../../../src/auth/factors/second-factors.repository';
import { Clock } from '../../../src/common/clock';
import { Environment } from '../../../src/config/environment';
import {
  Account,
  confirmContacts,
  login,
  registerSuperuser,
  registerUser,
} from '../../support/application/accounts';
import { startFleet, TestApp } from '../../support/application/app';
import { makeLate } from '../../support/application/late-clock';
import { Authenticator, enrolAuthenticator } from '../../support/features/authenticator';
import { SmtpSink } from '../../support/outside/smtp-sink';
import { closeStreams, connected, openStream, refusedWith } from '../../support/stream/stream-client';
import { eventually } from '../../support/waiting/eventually';

const STEP_MS = 30_000;

describe('a second factor', () => {
  let fleet: Awaited<ReturnType<typeof startFleet>>;
  let running: TestApp;
  let sink: SmtpSink;
  let lateBy = 0;

  beforeAll(async () => {
    sink = await new SmtpSink().start();
    fleet = await startFleet({
      SMTP_URL: sink.url,
      PUBLIC_URL: 'https://folio.example.com',
      REQUIRE_SECOND_FACTOR: 'superusers',
    });
    [running] = fleet.apps;
    for (const { app } of fleet.apps) {
      makeLate({ app }, () => lateBy);
    }
  });

  afterEach(closeStreams);

  afterAll(async () => {
    jest.restoreAllMocks();
    await fleet.close();
    await sink.stop();
  });

  const post = (path: string, body: object = {}, by?: Pick<Account, 'authorization'>, { url } = running) => {
    const sending = request(url).post(`/api/v1/${path}`);
    if (by) sending.set(by.authorization);
    return sending.send(body);
  };
  const get = (path: string, by: Pick<Account, 'authorization'>) =>
    request(running.url).get(`/api/v1/${path}`).set(by.authorization);
  const credentialsOf = ({ user, password }: Account) => ({ email: user.email, password });
  const ticketOf = async (account: Account, more: object = {}) => {
    const { body } = await post('auth/login', { ...credentialsOf(account), ...more }).expect(202);
    expect(body.status).toBe('mfa_required');
    return body.ticket as string;
  };
  const step = (ticket: string, code: string, more: object = {}, at = running) =>
    post('auth/login/factor', { ticket, code, ...more }, undefined, at);
  const told = (account: Account, subject: string) =>
    eventually(() =>
      sink.mailsTo(account.user.email).find(({ source }) => source.includes(`Subject: ${subject}`)),
    );
  const documents = async (collection: string) =>
    JSON.stringify(
      await running.app.get<Connection>(getConnectionToken()).collection(collection).find().toArray(),
    );

  async function enrolled(): Promise<{
    account: Account;
    authenticator: Authenticator;
    recoveryCodes: string[];
  }> {
    const account = await registerUser(running);
    await confirmContacts(running, account.user.id);
    return { account, ...(await enrolAuthenticator(running, account)) };
  }

  it('is added by a code, ends the other sessions, is told by mail, and is stored sealed', async () => {
    const account = await registerUser(running);
    await confirmContacts(running, account.user.id);
    const other = await login(running, account.user.email, account.password);
    const { body } = await post('auth/factors/totp', {}, account).expect(201);
    expect(body.otpauth_uri).toContain(`secret=${body.secret}`);
    await post('auth/login', credentialsOf(account)).expect(200);
    await post('auth/factors/totp/confirm', { code: '000000' }, account).expect(400);
    const authenticator = new Authenticator(String(body.secret), running.app.get(Clock));
    const code = authenticator.freshCode();
    const confirmed = await post('auth/factors/totp/confirm', { code }, account).expect(200);
    expect(confirmed.body.recovery_codes).toHaveLength(10);
    await post('auth/refresh', { refresh_token: other.refresh_token }).expect(401);
    await post('auth/refresh', { refresh_token: account.refresh_token }).expect(200);
    const { body: factors } = await get('auth/factors', account).expect(200);
    expect(factors).toMatchObject({ recovery_codes_left: 10, required: false });
    expect(factors.totp_since).toEqual(expect.any(String));
    expect((await post('auth/factors/totp', {}, account).expect(409)).body.code).toBe('auth.totp_exists');
    await told(account, 'A second factor was added');
    const stored = await documents('second_factors');
    expect(stored).not.toContain(body.secret);
    for (const recovery of confirmed.body.recovery_codes) expect(stored).not.toContain(recovery);
  });

  it('begun needs the password when the sign-in is old, and is forgotten after a quarter of an hour', async () => {
    const account = await registerUser(running);
    const { body } = await post('auth/factors/totp', {}, account).expect(201);
    lateBy += 16 * 60_000;
    const later = { authorization: { Authorization: '' } };
    const { body: fresh } = await post('auth/refresh', { refresh_token: account.refresh_token }).expect(200);
    later.authorization.Authorization = `Bearer ${fresh.access_token}`;
    const code = new Authenticator(String(body.secret), running.app.get(Clock)).freshCode();
    await post('auth/factors/totp/confirm', { code }, later).expect(400);
    const refused = await post('auth/factors/totp', {}, later).expect(400);
    expect(refused.body.errors).toEqual([expect.objectContaining({ field: 'current_password' })]);
    await post('auth/factors/totp', { current_password: account.password }, later).expect(201);
  });

  it('is asked for after the password; its code and its ticket are good once, on any instance', async () => {
    const { account, authenticator } = await enrolled();
    const answer = await post('auth/login', credentialsOf(account)).expect(202);
    expect(answer.body).toEqual({
      status: 'mfa_required',
      ticket: expect.any(String),
      factors: ['totp', 'recovery_code'],
      expires_in: 300,
    });
    await post('auth/login', { ...credentialsOf(account), password: 'not the password' }).expect(401);
    const { ticket } = answer.body;
    const code = authenticator.freshCode();
    const signIn = await step(ticket, code).expect(200);
    expect(signIn.body).toMatchObject({ user: { id: account.user.id }, device_token: null });
    await get('portfolio', { authorization: { Authorization: `Bearer ${signIn.body.access_token}` } }).expect(
      200,
    );
    lateBy += STEP_MS;
    expect((await step(ticket, authenticator.freshCode()).expect(401)).body.code).toBe('auth.invalid_ticket');
    const next = await ticketOf(account);
    expect((await step(next, code, {}, fleet.apps[1]).expect(400)).body.code).toBe('auth.invalid_code');

    lateBy += STEP_MS;
    const tickets = await Promise.all(Array.from({ length: 4 }, () => ticketOf(account)));
    const once = authenticator.freshCode();
    const answers = await Promise.all(tickets.map((each, i) => step(each, once, {}, fleet.apps[i % 2])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  it('bears five guesses a ticket, and few an account over all instances', async () => {
    const { account, authenticator } = await enrolled();
    const ticket = await ticketOf(account);
    for (let i = 0; i < 5; i++) await step(ticket, '000000', {}, fleet.apps[i % 2]).expect(400);
    lateBy += STEP_MS;
    await step(ticket, authenticator.freshCode()).expect(401);
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      const another = await ticketOf(account);
      statuses.push((await step(another, '000000', {}, fleet.apps[i % 2])).status);
    }
    expect(statuses).toContain(429);
    // What guesses lock is the second step, and not the account.
    await get('portfolio', account).expect(200);
  });

  it('is waited for five minutes, and no longer than the password is the same', async () => {
    const { account, authenticator } = await enrolled();
    const late = await ticketOf(account);
    lateBy += 301_000;
    await step(late, authenticator.freshCode()).expect(401);
    lateBy += STEP_MS;
    const ticket = await ticketOf(account);
    const change = { current_password: account.password, new_password: 'staple of another colour' };
    await post('auth/password', change, account).expect(204);
    expect((await step(ticket, authenticator.freshCode()).expect(401)).body.code).toBe('auth.invalid_ticket');
  });

  it('is sealed anew after a change of the key, and then needs the old one no more', async () => {
    const { account, authenticator } = await enrolled();
    const { JWT_SECRET: before } = running.environment;
    const after = 'another-secret-of-32-characters-or-more';
    const factors = running.app.get(SecondFactorsRepository);
    const under = (JWT_SECRET: string, JWT_PREVIOUS_SECRET?: string) =>
      new SealedSecrets({ JWT_SECRET, JWT_PREVIOUS_SECRET } as Environment);
    const change = (secrets: SealedSecrets) =>
      new FactorKeyChange(factors, secrets, running.environment).sealAnew();
    expect(await change(under(after, before))).toBeGreaterThan(0);
    const sealed = (await factors.find(account.user.id))?.totp_secret ?? '';
    expect(under(after).open(account.user.id, sealed)).toMatchObject({ isOld: false });
    lateBy += STEP_MS;
    await step(await ticketOf(account), authenticator.freshCode()).expect(400);
    expect(await change(under(before, after))).toBeGreaterThan(0);
    await step(await ticketOf(account), authenticator.freshCode()).expect(200);
  });

  it('that is lost is stood in for by a recovery code, once, which its owner is told', async () => {
    const { account, recoveryCodes } = await enrolled();
    const [first = '', second = ''] = recoveryCodes;
    const written = first.toLowerCase().replaceAll('-', ' ');
    await step(await ticketOf(account), written).expect(200);
    await told(account, 'A recovery code was used');
    await step(await ticketOf(account), first, {}, fleet.apps[1]).expect(400);
    expect((await get('auth/factors', account).expect(200)).body.recovery_codes_left).toBe(9);

    await post('auth/factors/recovery-codes', { current_password: 'a wrong one' }, account).expect(400);
    const renewal = { current_password: account.password };
    const { body } = await post('auth/factors/recovery-codes', renewal, account).expect(201);
    await step(await ticketOf(account), second).expect(400);
    await step(await ticketOf(account), body.recovery_codes[0]).expect(200);
    await told(account, 'New recovery codes were made');
  });

  it('is not asked for on a device that is remembered, until that is forgotten', async () => {
    const { account, authenticator } = await enrolled();
    lateBy += STEP_MS;
    const remember = { remember_device: true };
    const signIn = await step(await ticketOf(account), authenticator.freshCode(), remember).expect(200);
    const { device_token } = signIn.body;
    const here = { ...credentialsOf(account), device_token };
    await post('auth/login', here).expect(200);
    expect(await documents('remembered_devices')).not.toContain(device_token);
    const stranger = await enrolled();
    await ticketOf(stranger.account, { device_token });
    const { body } = await get('auth/factors/devices', account).expect(200);
    expect(body.items).toHaveLength(1);
    const forget = (by: Account) =>
      request(running.url).delete(`/api/v1/auth/factors/devices/${body.items[0].id}`).set(by.authorization);
    expect((await forget(stranger.account).expect(404)).body.code).toBe('auth.device_not_found');
    await forget(account).expect(204);
    await ticketOf(account, { device_token });

    lateBy += STEP_MS;
    const again = await step(await ticketOf(account), authenticator.freshCode(), remember).expect(200);
    lateBy += 31 * DAY_MS;
    await ticketOf(account, { device_token: again.body.device_token });
    lateBy -= 31 * DAY_MS;
    await post('auth/login', { ...here, device_token: again.body.device_token }).expect(200);
    const change = { current_password: account.password, new_password: 'staple of another colour' };
    await post('auth/password', change, account).expect(204);
    const changed = { ...account, password: change.new_password };
    await ticketOf(changed, { device_token: again.body.device_token });
  });

  it('is asked for in the cookie mode too, and a browser is remembered by a cookie', async () => {
    const { account, authenticator } = await enrolled();
    lateBy += STEP_MS;
    const begun = await post('auth/cookie/login', credentialsOf(account)).expect(202);
    const code = authenticator.freshCode();
    const body = { ticket: begun.body.ticket, code, remember_device: true };
    const foreign = post('auth/cookie/login/factor', body).set('Origin', 'https://evil.example.com');
    expect((await foreign.expect(403)).body.code).toBe('auth.foreign_origin');
    const done = await post('auth/cookie/login/factor', body).expect(200);
    expect(done.body).not.toHaveProperty('device_token');
    expect(done.body).not.toHaveProperty('refresh_token');
    const cookies = done.headers['set-cookie'] as unknown as string[];
    const device = cookies.find((cookie) => cookie.startsWith('tickfolio_device=')) ?? '';
    expect(device).toMatch(/HttpOnly/);
    expect(device).toMatch(/SameSite=Strict/);
    expect(cookies.some((cookie) => cookie.startsWith('tickfolio_refresh='))).toBe(true);
    const known = post('auth/cookie/login', credentialsOf(account)).set('Cookie', device.split(';')[0] ?? '');
    await known.expect(200);
  });

  it('is taken away with the password, and then not asked for', async () => {
    const { account } = await enrolled();
    await post('auth/factors/totp/removal', { current_password: 'a wrong one' }, account).expect(400);
    await post('auth/factors/totp/removal', { current_password: account.password }, account).expect(204);
    await post('auth/login', credentialsOf(account)).expect(200);
    await told(account, 'A second factor was removed');
    const again = { current_password: account.password };
    expect((await post('auth/factors/totp/removal', again, account).expect(409)).body.code).toBe(
      'auth.no_factor',
    );
    expect((await get('auth/factors', account)).body).toMatchObject({
      totp_since: null,
      recovery_codes_left: 0,
    });
  });

  it('is all that a superuser without one may add, where superusers need one', async () => {
    const admin = await registerUser(running);
    const expires_at = new Date(running.app.get(Clock).now().getTime() + DAY_MS).toISOString();
    const wish = { name: 'Script', scopes: ['read', 'admin'], expires_at };
    const { body: token } = await post('tokens', wish, admin).expect(201);
    const promoted = await registerSuperuser(running);
    for (const path of ['users', 'portfolio', 'market/real-time/AAPL', 'auth/sessions']) {
      expect((await get(path, promoted).expect(403)).body.code).toBe('auth.second_factor_required');
    }
    await get('users/me', promoted).expect(200);
    expect((await get('auth/factors', promoted).expect(200)).body.required).toBe(true);
    expect(await refusedWith(openStream(running.url, { token: promoted.access_token }))).toBe(
      'auth.second_factor_required',
    );
    await enrolAuthenticator(running, promoted);
    await get('users', promoted).expect(200);
    await connected(openStream(running.url, { token: promoted.access_token }));

    await request(running.url)
      .patch(`/api/v1/users/${admin.user.id}`)
      .set(promoted.authorization)
      .send({ is_superuser: true, current_password: promoted.password })
      .expect(200);
    const byToken = { authorization: { Authorization: `Bearer ${token.token}` } };
    expect((await get('portfolio', byToken).expect(403)).body.code).toBe('auth.second_factor_required');
    await enrolAuthenticator(running, admin);
    await eventually(async () => (await get('users', byToken)).status === 200);
  });

  it('that is lost with its recovery codes is taken away by an administrator, which its owner is told', async () => {
    const { account } = await enrolled();
    const admin = await registerSuperuser(running);
    const reset = (password: string, by = admin) =>
      post(`users/${account.user.id}/factors/reset`, { current_password: password }, by);
    await reset(admin.password).expect(403);
    await enrolAuthenticator(running, admin);
    await reset('a wrong one').expect(400);
    await reset(account.password, account).expect(403);
    await reset(admin.password).expect(204);
    await post('auth/refresh', { refresh_token: account.refresh_token }).expect(401);
    await post('auth/login', credentialsOf(account)).expect(200);
    await told(account, 'Your second factors were reset');
  });
});
