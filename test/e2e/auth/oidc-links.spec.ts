import request from 'supertest';
import { AccountAccess } from '../../../src/auth/sessions/account-access';
import {
  Account,
  confirmContacts,
  registerSuperuser,
  registerUser,
} from '../../support/application/accounts';
import { TestApp } from '../../support/application/app';
import { enrolAuthenticator } from '../../support/features/authenticator';
import { OidcStandIn, Person } from '../../support/outside/oidc-stand-in';
import { SmtpSink } from '../../support/outside/smtp-sink';
import { eventually } from '../../support/waiting/eventually';
import {
  anybody,
  Begun,
  comeBack,
  eventsOf,
  personOf,
  postAuth,
  ProviderSignIn,
  startProviderSignIn,
  walk,
} from '../../support/features/provider-sign-in';

describe('a linked provider', () => {
  let running: TestApp;
  let provider: OidcStandIn;
  let sink: SmtpSink;
  let signIn: ProviderSignIn['signIn'];
  let close: ProviderSignIn['close'];

  const link = async (account: Account, person: Person) => {
    const { body } = await postAuth(running, 'oidc/links/options', { provider: 'company' }, account).expect(
      200,
    );
    return postAuth(running, 'oidc/links', await comeBack(provider, body as Begun, person), account);
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
    ({ running, provider, sink, signIn, close } = await startProviderSignIn());
  });

  afterAll(() => close());

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
      postAuth(running, `oidc/links/${made.id}/removal`, { current_password }, account);
    await remove('wrong password').expect(400);
    await remove(account.password).expect(204);
    await remove(account.password).expect(404);
    expect((await signIn(person)).body.code).toBe('auth.link_needed');
    expect(await eventsOf(running, account)).toContain('auth.provider_unlinked');
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
    await postAuth(running, 'oidc/links/options', wrong, account).expect(400);
    const { body } = await postAuth(running, 'oidc/links/options', { provider: 'company' }, account).expect(
      200,
    );
    const answer = await comeBack(provider, body as Begun, personOf(account));
    await postAuth(running, 'oidc/links', answer, stranger).expect(400);
    await postAuth(running, 'oidc/links', answer, account).expect(400);
    const signInAnswer = await walk(running, provider, personOf(account));
    await postAuth(running, 'oidc/links', signInAnswer, account).expect(400);
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
    const done = await postAuth(running, 'login/factor', { ticket, code: authenticator.freshCode() }).expect(
      200,
    );
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
    const { body: begun } = await postAuth(running, 'login', { email, password: account.password }).expect(
      202,
    );
    const step = { ticket: begun.ticket, code: authenticator.freshCode(), remember_device: true };
    const { device_token } = (await postAuth(running, 'login/factor', step).expect(200)).body;
    await postAuth(running, 'login', { email, password: account.password, device_token }).expect(200);

    await postAuth(running, 'password/forgotten', { email }).expect(202);
    const token = await eventually(() => sink.codeFor(email, 'Choose a new password'));
    const password = 'staple of another colour';
    await postAuth(running, 'password/reset', { token, new_password: password }).expect(204);
    expect((await signIn(person)).body.code).toBe('auth.link_needed');
    await postAuth(running, 'login', { email, password, device_token }).expect(202);
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
});
