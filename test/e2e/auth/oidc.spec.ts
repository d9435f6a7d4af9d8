import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { AccountAccess } from '../../../src/auth/sessions/account-access';
import { RedisConnections } from '../../../src/platform/redis/redis-connections';
import {
  Account,
  confirmContacts,
  login,
  makeSuperuser,
  registerSuperuser,
  registerUser,
} from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { enrolAuthenticator } from '../../support/features/authenticator';
import { OidcStandIn, Person } from '../../support/outside/oidc-stand-in';
import { SmtpSink } from '../../support/outside/smtp-sink';
import { eventually } from '../../support/waiting/eventually';

const BACK = 'https://folio.example/signed-in';
const anybody = (more: Partial<Person> = {}): Person => {
  const sub = randomBytes(6).toString('hex');
  return { sub, email: `o-${sub}@example.com`, email_verified: true, name: 'Grace Hopper', ...more };
};
const personOf = ({ user }: Account, more: Partial<Person> = {}) => anybody({ email: user.email, ...more });

interface Begun {
  flow: string;
  authorization_url: string;
}

function issuersOf(provider: OidcStandIn, domains = ['example.com']) {
  const { id: client_id, secret: client_secret } = provider.client;
  const issuer = { id: 'company', name: 'Company', issuer: provider.url, email_domains: domains };
  return JSON.stringify([{ ...issuer, client_id, client_secret }]);
}

const post = ({ url }: TestApp, path: string, body: object = {}, by?: Pick<Account, 'authorization'>) => {
  const sending = request(url).post(`/api/v1/auth/${path}`);
  if (by) void sending.set(by.authorization);
  return sending.send(body);
};

/** Goes to the provider and back. */
async function walk(running: TestApp, provider: OidcStandIn, person: Person, more: object = {}) {
  const { body } = await post(running, 'login/oidc/options', { provider: 'company', ...more }).expect(200);
  return comeBack(provider, body as Begun, person);
}

async function comeBack(provider: OidcStandIn, { flow, authorization_url }: Begun, person: Person) {
  const back = await provider.consent(authorization_url, person);
  expect(`${back.origin}${back.pathname}`).toBe(BACK);
  return { flow, ...(Object.fromEntries(back.searchParams) as { state: string; code: string; iss: string }) };
}

describe('sign-in by a provider', () => {
  let running: TestApp;
  let provider: OidcStandIn;
  let sink: SmtpSink;
  const signIn = async (person: Person, more: object = {}) =>
    post(running, 'login/oidc', await walk(running, provider, person, more));
  const eventsOf = async ({ authorization }: Pick<Account, 'authorization'>) =>
    (
      await request(running.url).get('/api/v1/users/me/security-events').set(authorization).expect(200)
    ).body.items.map(({ action }: { action: string }) => action) as string[];
  const accounts = () =>
    running.app.get<Connection>(getConnectionToken()).collection('users').countDocuments();

  const link = async (account: Account, person: Person) => {
    const { body } = await post(running, 'oidc/links/options', { provider: 'company' }, account).expect(200);
    return post(running, 'oidc/links', await comeBack(provider, body as Begun, person), account);
  };
  const linked = async () => {
    const account = await registerUser(running);
    await confirmContacts(running, account.user.id);
    const person = personOf(account);
    const { body } = await link(account, person).then((answer) => {
      expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
      return answer;
    });
    return { account, person, link: body as { id: string } };
  };

  beforeAll(async () => {
    provider = await new OidcStandIn().start();
    sink = await new SmtpSink().start();
    running = await startApp({
      OIDC_ISSUERS: issuersOf(provider),
      OIDC_REDIRECT_URL: BACK,
      SMTP_URL: sink.url,
      PUBLIC_URL: 'https://folio.example',
    });
  });

  afterEach(() => {
    provider.claims = (claims) => claims;
    provider.tellsAddress = true;
    provider.signsWithForeignKey = false;
    provider.isAway = false;
  });

  afterAll(async () => {
    await running.close();
    await provider.stop();
    await sink.stop();
  });

  it('opens an account for who is new, and signs in to it from then on', async () => {
    const { body: list } = await request(running.url).get('/api/v1/auth/oidc/providers').expect(200);
    expect(list).toEqual({ items: [{ id: 'company', name: 'Company' }] });
    const person = anybody();
    const first = await signIn(person);
    expect({ status: first.status, body: first.body }).toMatchObject({
      status: 200,
      body: { user: { email: person.email, email_confirmed: true, full_name: 'Grace Hopper' } },
    });
    const authorization = { Authorization: `Bearer ${first.body.access_token}` };
    const again = await signIn({ ...person, name: 'Another name' });
    expect(again.body.user).toMatchObject({ id: first.body.user.id, full_name: 'Grace Hopper' });
    expect(await eventsOf({ authorization })).toEqual(
      expect.arrayContaining(['auth.registered', 'auth.provider_linked', 'auth.signed_in']),
    );
    const { body: links } = await request(running.url)
      .get('/api/v1/auth/oidc/links')
      .set(authorization)
      .expect(200);
    expect(links.items).toMatchObject([{ provider: 'company', last_used_at: expect.any(String) }]);
  });

  it('gives the refresh token of a browser as a cookie, to pages of this origin alone', async () => {
    const answer = await walk(running, provider, anybody());
    const cookie = await post(running, 'cookie/login/oidc', answer);
    expect(cookie.body).not.toHaveProperty('refresh_token');
    expect(String(cookie.headers['set-cookie'])).toContain('tickfolio_refresh=');
    const foreign = await post(running, 'cookie/login/oidc', answer).set('Origin', 'https://evil.example');
    expect(foreign.body.code).toBe('auth.foreign_origin');
  });

  it('takes the address from userinfo where the identity has none, and a name that is no name from the address', async () => {
    provider.tellsAddress = false;
    const person = anybody({ name: 'Two\nlines' });
    const { body } = await signIn(person);
    expect(body.user).toMatchObject({ email: person.email, full_name: person.email!.split('@')[0] });
  });

  it.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['another nonce', (claims) => ({ ...claims, nonce: 'of another sign-in' })],
    ['no nonce', ({ nonce: _none, ...claims }) => claims],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://other.example' })],
    ['another client', (claims) => ({ ...claims, aud: 'another' })],
    ['its time over', (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1_000) - 120 })],
    ['no subject', ({ sub: _none, ...claims }) => claims],
  ])('refuses an identity with %s', async (_what, claims) => {
    provider.claims = claims;
    const before = await accounts();
    const { status, body } = await signIn(anybody());
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'auth.invalid_provider_answer' });
    expect(await accounts()).toBe(before);
  });

  it('refuses an identity that the provider did not sign', async () => {
    provider.signsWithForeignKey = true;
    expect((await signIn(anybody())).body.code).toBe('auth.invalid_provider_answer');
  });

  it('refuses what was answered before, what another page began, and what was altered on the way', async () => {
    const answer = await walk(running, provider, anybody());
    await post(running, 'login/oidc', answer).expect(200);
    expect((await post(running, 'login/oidc', answer)).body.code).toBe('auth.invalid_provider_answer');
    const [one, other] = [await walk(running, provider, anybody()), await walk(running, provider, anybody())];
    for (const wrong of [
      { ...one, flow: other.flow },
      { ...one, state: 'another' },
    ])
      await post(running, 'login/oidc', wrong).expect(400);
    const third = await walk(running, provider, anybody());
    await post(running, 'login/oidc', { ...third, iss: 'https://other.example' }).expect(400);
    const fourth = await walk(running, provider, anybody());
    await post(running, 'login/oidc', { ...fourth, code: 'another' }).expect(400);
  });

  it('forgets a sign-in that is not finished within ten minutes', async () => {
    const { body } = await post(running, 'login/oidc/options', { provider: 'company' }).expect(200);
    const redis = running.app.get(RedisConnections);
    const key = redis.key('oidc-flow', String(body.flow));
    const left = await redis.commands.ttl(key);
    expect([left > 0, left <= 600]).toEqual([true, true]);
    await redis.commands.pexpire(key, 1);
    const answer = await comeBack(provider, body as Begun, anybody());
    expect((await post(running, 'login/oidc', answer)).body.code).toBe('auth.invalid_provider_answer');
  });

  it('sends nobody anywhere but to the configured page', async () => {
    const wish = { provider: 'company', redirect_uri: 'https://evil.example' };
    await post(running, 'login/oidc/options', wish).expect(400);
    const { body } = await post(running, 'login/oidc/options', { provider: 'company' }).expect(200);
    expect(new URL(String(body.authorization_url)).searchParams.get('redirect_uri')).toBe(BACK);
    expect((await post(running, 'login/oidc/options', { provider: 'other' })).body.code).toBe(
      'auth.provider_not_found',
    );
  });

  it.each<[string, Partial<Person>, string]>([
    ['an address that was not verified', { email_verified: false }, 'auth.address_unverified'],
    ['no word on the address', { email_verified: undefined }, 'auth.address_unverified'],
    ['an address of another domain', { email: 'ada@elsewhere.example' }, 'auth.foreign_domain'],
    ['a domain that ends alike', { email: 'ada@notexample.com' }, 'auth.foreign_domain'],
  ])('refuses %s', async (_what, person, code) => {
    const { status, body } = await signIn(anybody(person));
    expect({ status, code: body.code }).toEqual({ status: 403, code });
  });

  it('does not open an account that is there by its address alone', async () => {
    const account = await registerUser(running);
    await confirmContacts(running, account.user.id);
    const { status, body } = await signIn(personOf(account));
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'auth.link_needed' });
  });

  it('opens an account once it is linked, until the link is removed with the password', async () => {
    const { account, person, link: made } = await linked();
    const done = await signIn(person);
    expect(done.body.user.id).toBe(account.user.id);
    const { body: told } = await request(running.url)
      .get('/api/v1/notifications')
      .set(account.authorization)
      .expect(200);
    expect(told.items.map(({ kind }: { kind: string }) => kind)).toContain('provider_linked');
    const remove = (current_password: string) =>
      post(running, `oidc/links/${made.id}/removal`, { current_password }, account);
    await remove('wrong password').expect(400);
    await remove(account.password).expect(204);
    await remove(account.password).expect(404);
    expect((await signIn(person)).body.code).toBe('auth.link_needed');
    expect(await eventsOf(account)).toContain('auth.provider_unlinked');
  });

  it('links the confirmed address of the account alone, and an identity to one account', async () => {
    const account = await registerUser(running);
    expect((await link(account, personOf(account))).body.code).toBe('auth.other_address');
    await confirmContacts(running, account.user.id);
    expect((await link(account, anybody())).body.code).toBe('auth.other_address');
    const unverified = await link(account, personOf(account, { email_verified: false }));
    expect(unverified.body.code).toBe('auth.address_unverified');
    const { person } = await linked();
    const taken = await link(account, { ...person, email: account.user.email });
    expect(taken.body.code).toBe('auth.link_taken');
    await link(account, personOf(account)).then(({ status }) => expect(status).toBe(201));
    expect((await link(account, personOf(account))).body.code).toBe('auth.link_taken');
  });

  it('is linked by the session that began, which knows the password', async () => {
    const [account, stranger] = [await registerUser(running), await registerUser(running)];
    await confirmContacts(running, account.user.id);
    const wrong = { provider: 'company', current_password: 'wrong password' };
    await post(running, 'oidc/links/options', wrong, account).expect(400);
    const { body } = await post(running, 'oidc/links/options', { provider: 'company' }, account).expect(200);
    const answer = await comeBack(provider, body as Begun, personOf(account));
    await post(running, 'oidc/links', answer, stranger).expect(400);
    await post(running, 'oidc/links', answer, account).expect(400);
    const signInAnswer = await walk(running, provider, personOf(account));
    await post(running, 'oidc/links', signInAnswer, account).expect(400);
  });

  it('asks for the second factor of the account', async () => {
    const { account, person } = await linked();
    const { authenticator } = await enrolAuthenticator(running, account);
    const begun = await signIn(person);
    expect({ status: begun.status, body: begun.body }).toMatchObject({
      status: 202,
      body: { status: 'mfa_required', factors: ['totp', 'recovery_code'] },
    });
    const { ticket } = begun.body as { ticket: string };
    const done = await post(running, 'login/factor', { ticket, code: authenticator.freshCode() }).expect(200);
    expect(done.body.user.id).toBe(account.user.id);
  });

  it('ends with all other access to the account', async () => {
    const { account, person } = await linked();
    await running.app.get(AccountAccess).endAll(account.user.id);
    expect((await signIn(person)).body.code).toBe('auth.link_needed');
  });

  it('ends with a password that was forgotten, as do remembered devices', async () => {
    const { account, person } = await linked();
    const { email } = account.user;
    const { authenticator } = await enrolAuthenticator(running, account);
    const { body: begun } = await post(running, 'login', { email, password: account.password }).expect(202);
    const step = { ticket: begun.ticket, code: authenticator.freshCode(), remember_device: true };
    const { device_token } = (await post(running, 'login/factor', step).expect(200)).body;
    await post(running, 'login', { email, password: account.password, device_token }).expect(200);

    await post(running, 'password/forgotten', { email }).expect(202);
    const token = await eventually(() => sink.codeFor(email, 'Choose a new password'));
    const password = 'staple of another colour';
    await post(running, 'password/reset', { token, new_password: password }).expect(204);
    expect((await signIn(person)).body.code).toBe('auth.link_needed');
    await post(running, 'login', { email, password, device_token }).expect(202);
  });

  it('lets nobody into an account that is deactivated', async () => {
    const { account, person } = await linked();
    const boss = await registerSuperuser(running);
    await request(running.url)
      .patch(`/api/v1/users/${account.user.id}`)
      .set(boss.authorization)
      .send({ is_active: false })
      .expect(200);
    expect((await signIn(person)).body.code).toBe('auth.invalid_provider_answer');
  });

  it('says that the provider is away, and works again when it is back', async () => {
    const answer = await walk(running, provider, anybody());
    provider.isAway = true;
    const { status, body } = await post(running, 'login/oidc', answer);
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'auth.provider_unavailable' });
    provider.isAway = false;
    expect((await signIn(anybody())).status).toBe(200);
  });
});

describe('an installation', () => {
  let provider: OidcStandIn;
  beforeAll(async () => {
    provider = await new OidcStandIn().start();
  });
  afterAll(() => provider.stop());

  it('has no providers unless they are configured', async () => {
    const running = await startApp();
    const { body } = await request(running.url).get('/api/v1/auth/oidc/providers').expect(200);
    expect(body).toEqual({ items: [] });
    const { body: refused } = await post(running, 'login/oidc/options', { provider: 'company' }).expect(404);
    expect(refused.code).toBe('auth.provider_not_found');
    await running.close();
  });

  it('opens accounts for the invited alone, or for nobody, as registrations are', async () => {
    const settings = { OIDC_ISSUERS: issuersOf(provider, ['*']), OIDC_REDIRECT_URL: BACK };
    const open = await startApp(settings);
    const member = await registerUser(open);
    await makeSuperuser(open, member.user.id);
    const shared = { ...settings, MONGODB_URI: open.environment.MONGODB_URI };
    const invited = await startApp({ ...shared, REGISTRATION: 'invite' });
    const boss = await login(invited, member.user.email, member.password);
    const person = anybody({ email: 'grace@anywhere.example' });
    const complete = async (running: TestApp, more: object = {}) =>
      post(running, 'login/oidc', await walk(running, provider, person, more));
    expect((await complete(invited)).body.code).toBe('auth.invitation_needed');
    const invite = async (email: string) =>
      (await request(invited.url).post('/api/v1/invitations').set(boss.authorization).send({ email })).body;
    const { token: foreign } = await invite('other@anywhere.example');
    expect((await complete(invited, { invitation: foreign })).body.code).toBe('auth.invalid_invitation');
    const closed = await startApp({ ...shared, REGISTRATION: 'closed' });
    expect((await complete(closed)).body.code).toBe('auth.registration_closed');
    const { token: invitation } = await invite(person.email!);
    expect((await complete(invited, { invitation })).status).toBe(200);
    expect((await complete(closed)).body.user).toMatchObject({ email: person.email });
    await closed.leave();
    await invited.leave();
    await open.close();
  }, 120_000);
});
