import request from 'supertest';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { RedisConnections } from '../../../src/platform/redis/redis-connections';
import { TestApp } from '../../support/application/app';
import { OidcStandIn, Person } from '../../support/outside/oidc-stand-in';
import {
  anybody,
  BACK,
  Begun,
  comeBack,
  eventsOf,
  postAuth,
  ProviderSignIn,
  startProviderSignIn,
  walk,
} from '../../support/features/provider-sign-in';
import { eventually } from '../../support/waiting/eventually';

describe('sign-in by a provider', () => {
  let running: TestApp;
  let provider: OidcStandIn;
  let signIn: ProviderSignIn['signIn'];
  let close: ProviderSignIn['close'];
  const accounts = () =>
    running.app.get<Connection>(getConnectionToken()).collection('users').countDocuments();

  beforeAll(async () => {
    ({ running, provider, signIn, close } = await startProviderSignIn());
  });

  afterEach(() => {
    provider.claims = (claims) => claims;
    provider.tellsAddress = true;
    provider.signsWithForeignKey = false;
    provider.isAway = false;
  });

  afterAll(() => close());

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
    expect(await eventsOf(running, { authorization })).toEqual(
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
    const cookie = await postAuth(running, 'cookie/login/oidc', answer);
    expect(cookie.body).not.toHaveProperty('refresh_token');
    expect(String(cookie.headers['set-cookie'])).toContain('tickfolio_refresh=');
    const foreign = await postAuth(running, 'cookie/login/oidc', answer).set(
      'Origin',
      'https://evil.example',
    );
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
    await postAuth(running, 'login/oidc', answer).expect(200);
    expect((await postAuth(running, 'login/oidc', answer)).body.code).toBe('auth.invalid_provider_answer');
    const [one, other] = [await walk(running, provider, anybody()), await walk(running, provider, anybody())];
    for (const wrong of [
      { ...one, flow: other.flow },
      { ...one, state: 'another' },
    ])
      await postAuth(running, 'login/oidc', wrong).expect(400);
    const third = await walk(running, provider, anybody());
    await postAuth(running, 'login/oidc', { ...third, iss: 'https://other.example' }).expect(400);
    const fourth = await walk(running, provider, anybody());
    await postAuth(running, 'login/oidc', { ...fourth, code: 'another' }).expect(400);
  });

  it('forgets a sign-in that is not finished within ten minutes', async () => {
    const { body } = await postAuth(running, 'login/oidc/options', { provider: 'company' }).expect(200);
    const redis = running.app.get(RedisConnections);
    const key = redis.key('oidc-flow', String(body.flow));
    const left = await redis.commands.ttl(key);
    expect([left > 0, left <= 600]).toEqual([true, true]);
    await redis.commands.pexpire(key, 1);
    await eventually(async () => (await redis.commands.exists(key)) === 0);
    const answer = await comeBack(provider, body as Begun, anybody());
    const { body: problem } = await postAuth(running, 'login/oidc', answer).expect(400);
    expect(problem.code).toBe('auth.invalid_provider_answer');
  });

  it('sends nobody anywhere but to the configured page', async () => {
    const wish = { provider: 'company', redirect_uri: 'https://evil.example' };
    await postAuth(running, 'login/oidc/options', wish).expect(400);
    const { body } = await postAuth(running, 'login/oidc/options', { provider: 'company' }).expect(200);
    expect(new URL(String(body.authorization_url)).searchParams.get('redirect_uri')).toBe(BACK);
    expect((await postAuth(running, 'login/oidc/options', { provider: 'other' })).body.code).toBe(
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

  it('says that the provider is away, and works again when it is back', async () => {
    const answer = await walk(running, provider, anybody());
    provider.isAway = true;
    const { status, body } = await postAuth(running, 'login/oidc', answer);
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'auth.provider_unavailable' });
    provider.isAway = false;
    expect((await signIn(anybody())).status).toBe(200);
  });
});
