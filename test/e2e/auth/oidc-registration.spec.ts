import request from 'supertest';
import { login, makeSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { OidcStandIn } from '../../support/outside/oidc-stand-in';
import { anybody, BACK, issuersOf, postAuth, walk } from '../../support/features/provider-sign-in';

describe('an installation with providers', () => {
  let provider: OidcStandIn;
  beforeAll(async () => {
    provider = await new OidcStandIn().start();
  });
  afterAll(() => provider.stop());

  it('has no providers unless they are configured', async () => {
    const running = await startApp();
    const { body } = await request(running.url).get('/api/v1/auth/oidc/providers').expect(200);
    expect(body).toEqual({ items: [] });
    const { body: refused } = await postAuth(running, 'login/oidc/options', { provider: 'company' }).expect(
      404,
    );
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
      postAuth(running, 'login/oidc', await walk(running, provider, person, more));
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
