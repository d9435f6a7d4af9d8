import { Browser } from 'playwright-core';
import request from 'supertest';
import {
  Account,
  confirmContacts,
  registerSuperuser,
  registerUser,
} from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { startBrowser } from '../../support/client/browser';
import { VirtualAuthenticator } from '../../support/client/virtual-authenticator';
import { enrolAuthenticator } from '../../support/features/authenticator';
import { SmtpSink } from '../../support/outside/smtp-sink';
import { eventually } from '../../support/waiting/eventually';

const ORIGIN = 'http://localhost';

describe('passkeys', () => {
  let running: TestApp;
  let sink: SmtpSink;
  let browser: Browser;

  beforeAll(async () => {
    sink = await new SmtpSink().start();
    browser = await startBrowser();
    running = await startApp({
      SMTP_URL: sink.url,
      PASSKEY_RP_ID: 'localhost',
      PASSKEY_ORIGINS: ORIGIN,
      REQUIRE_SECOND_FACTOR: 'superusers',
    });
  });

  afterAll(async () => {
    await browser.close();
    await running.close();
    await sink.stop();
  });

  const post = (path: string, body: object = {}, by?: Pick<Account, 'authorization'>) => {
    const sending = request(running.url).post(`/api/v1/auth/${path}`);
    if (by) sending.set(by.authorization);
    return sending.send(body);
  };
  const credentialsOf = ({ user, password }: Account) => ({ email: user.email, password });
  const factorsOf = async ({ authorization }: Account) =>
    (await request(running.url).get('/api/v1/auth/factors').set(authorization).expect(200)).body;

  const add = async (account: Account, device: VirtualAuthenticator, name = 'Laptop') => {
    const { body } = await post('passkeys/options', {}, account).expect(200);
    const response = await device.create(body.options);
    return post('passkeys', { challenge_id: body.challenge_id, name, response }, account);
  };
  const answerTo = async (
    question: { challenge_id: string; options: object },
    device: VirtualAuthenticator,
  ) => ({
    challenge_id: question.challenge_id,
    response: await device.get(question.options),
  });
  const signIn = async (device: VirtualAuthenticator, path = 'login/passkey') => {
    const { body } = await post('login/passkey/options').expect(200);
    return post(path, await answerTo(body, device));
  };

  async function enrolled(): Promise<{
    account: Account;
    device: VirtualAuthenticator;
    passkey: { id: string };
  }> {
    const account = await registerUser(running);
    await confirmContacts(running, account.user.id);
    const device = await VirtualAuthenticator.open(browser, ORIGIN);
    const added = await add(account, device);
    expect({ status: added.status, body: added.body }).toMatchObject({ status: 201 });
    return { account, device, passkey: added.body };
  }

  it('do not spare anybody the new password that an administrator demands', async () => {
    const { account, device } = await enrolled();
    const boss = await registerSuperuser(running);
    await enrolAuthenticator(running, boss);
    const demanded = request(running.url).post(`/api/v1/users/${account.user.id}/password/reset`);
    await demanded.set(boss.authorization).send({ current_password: boss.password }).expect(200);
    expect((await signIn(device)).body).toMatchObject({ code: 'auth.invalid_credentials' });
    const token = await eventually(() => sink.codeFor(account.user.email, 'Choose your password'));
    await post('password/reset', { token, new_password: 'staple of another colour' }).expect(204);
    expect(await signIn(device)).toMatchObject({ status: 200 });
  });

  it('are added with recovery codes, listed, renamed, told by mail, and sign in alone', async () => {
    const account = await registerUser(running);
    await confirmContacts(running, account.user.id);
    const device = await VirtualAuthenticator.open(browser, ORIGIN);
    const { body: added } = await add(account, device, ' Laptop ');
    expect(added).toMatchObject({ name: 'Laptop', last_used_at: null });
    expect(added.recovery_codes).toHaveLength(10);
    expect(await factorsOf(account)).toMatchObject({
      passkeys: 1,
      totp_since: null,
      recovery_codes_left: 10,
    });
    await eventually(() =>
      sink.mailsTo(account.user.email).some(({ source }) => source.includes('A second factor was added')),
    );
    await request(running.url)
      .patch(`/api/v1/auth/passkeys/${added.id}`)
      .set(account.authorization)
      .send({ name: 'Old laptop' })
      .expect(200);

    const done = await signIn(device);
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({ user: { id: account.user.id }, token_type: 'Bearer' });
    const cookie = await signIn(device, 'cookie/login/passkey');
    expect(cookie.body).not.toHaveProperty('refresh_token');
    expect(String(cookie.headers['set-cookie'])).toContain('tickfolio_refresh=');
    const { body: page } = await request(running.url)
      .get('/api/v1/auth/passkeys')
      .set(account.authorization)
      .expect(200);
    expect(page.items).toMatchObject([{ name: 'Old laptop', last_used_at: expect.any(String) }]);
  });

  it('are asked for after the password, of this account alone', async () => {
    const { account, device } = await enrolled();
    const begun = await post('login', credentialsOf(account)).expect(202);
    expect(begun.body.factors).toEqual(['passkey', 'recovery_code']);
    const { ticket } = begun.body;
    const ask = async () => (await post('login/factor/options', { ticket }).expect(200)).body;
    const question = await ask();
    expect(question.options.allowCredentials).toHaveLength(1);
    const stranger = await enrolled();
    const alien = await stranger.device.get({ ...question.options, allowCredentials: undefined });
    const refused = { ticket, passkey: { challenge_id: question.challenge_id, response: alien } };
    await post('login/factor', refused).expect(400);
    const right = await answerTo(await ask(), device);
    await post('login/factor', { ticket, passkey: right }).expect(200);
    await post('login/factor/options', { ticket }).expect(401);
    await post('login/factor', { ticket }).expect(400);
  });

  it('answer a question once, and only the one that was asked', async () => {
    const { account, device } = await enrolled();
    const question = (await post('login/passkey/options').expect(200)).body;
    const answer = await answerTo(question, device);
    const answers = await Promise.all(Array.from({ length: 4 }, () => post('login/passkey', answer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    const another = (await post('login/passkey/options').expect(200)).body;
    const swapped = { ...(await answerTo(question, device)), challenge_id: another.challenge_id };
    expect((await post('login/passkey', swapped).expect(400)).body.code).toBe('auth.invalid_passkey');
    const registering = (await post('passkeys/options', {}, account).expect(200)).body;
    await post('login/passkey', { ...answer, challenge_id: registering.challenge_id }).expect(400);
    for (const response of [
      {},
      { id: 7 },
      { id: 'x', response: {} },
      { ...answer.response, response: null },
    ]) {
      const fresh = (await post('login/passkey/options').expect(200)).body;
      await post('login/passkey', { challenge_id: fresh.challenge_id, response }).expect(400);
    }
  });

  it('are refused from another origin, without their owner, and from a copy', async () => {
    const { device } = await enrolled();
    const elsewhere = await VirtualAuthenticator.open(browser, `${ORIGIN}:8080`);
    const account = await registerUser(running);
    expect((await add(account, elsewhere)).status).toBe(400);

    const { body: question } = await post('login/passkey/options').expect(200);
    await device.verifiesOwner(false);
    const options = { ...question.options, userVerification: 'discouraged' };
    const unverified = { challenge_id: question.challenge_id, response: await device.get(options) };
    await post('login/passkey', unverified).expect(400);
    await device.verifiesOwner(true);
    expect((await signIn(device)).status).toBe(200);
    await device.rewind();
    expect((await signIn(device)).body.code).toBe('auth.invalid_passkey');
  });

  it('are removed with the password; the last factor takes the recovery codes along', async () => {
    const { account, device, passkey } = await enrolled();
    await enrolAuthenticator(running, account);
    const remove = (current_password: string, by = account) =>
      post(`passkeys/${passkey.id}/removal`, { current_password }, by);
    await remove('a wrong one').expect(400);
    const stranger = await registerUser(running);
    expect((await remove(stranger.password, stranger).expect(404)).body.code).toBe('auth.passkey_not_found');
    await remove(account.password).expect(204);
    expect((await signIn(device)).status).toBe(400);
    expect(await factorsOf(account)).toMatchObject({ passkeys: 0, recovery_codes_left: 10 });
    await post('factors/totp/removal', { current_password: account.password }, account).expect(204);
    expect(await factorsOf(account)).toMatchObject({ totp_since: null, recovery_codes_left: 0 });
    await post('login', credentialsOf(account)).expect(200);
  });

  it('outlive a forgotten password, whose notice tells the owner that they open the account', async () => {
    const { account, device } = await enrolled();
    const { email } = account.user;
    await post('password/forgotten', { email }).expect(202);
    const token = await eventually(() => sink.codeFor(email, 'Choose a new password'));
    await post('password/reset', { token, new_password: 'staple of another colour' }).expect(204);
    const { body: signedIn } = await signIn(device);
    const { body } = await request(running.url)
      .get('/api/v1/notifications?kind=password_reset')
      .set('Authorization', `Bearer ${signedIn.access_token}`)
      .expect(200);
    expect(body.items).toMatchObject([
      {
        body: expect.stringContaining('remove what you do not know'),
        facts: { personal_tokens: 0, passkeys: 1, provider_links: 0 },
      },
    ]);
  });

  it('are second factor enough for a superuser who needs one', async () => {
    const admin = await registerSuperuser(running);
    const users = () => request(running.url).get('/api/v1/users').set(admin.authorization);
    await users().expect(403);
    const device = await VirtualAuthenticator.open(browser, ORIGIN);
    expect((await add(admin, device)).status).toBe(201);
    await users().expect(200);
  });
});

describe('an installation without a domain', () => {
  it('takes no passkeys and says so', async () => {
    const running = await startApp({ ROLE: 'api' });
    const { body } = await request(running.url).post('/api/v1/auth/login/passkey/options').expect(409);
    expect(body.code).toBe('auth.passkeys_off');
    await running.close();
  });
});
