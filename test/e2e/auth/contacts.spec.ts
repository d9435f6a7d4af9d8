import { randomBytes } from 'node:crypto';
import { getModelToken } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import request from 'supertest';
import { AccountCodes } from '../../../src/auth/contacts/account-codes';
import { MailOrderRecord } from '../../../src/auth/schemas/mail-order.schema';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { NotificationsSweep } from '../../../src/notifications/deliveries/notifications-sweep';
import { Account, confirmContacts, login, registerUser } from '../../support/application/accounts';
import { altered } from '../../support/application/altered';
import { startApp, TestApp } from '../../support/application/app';
import { makeLate } from '../../support/application/late-clock';
import { SmtpSink } from '../../support/outside/smtp-sink';
import { TwilioStandIn } from '../../support/outside/twilio-stand-in';
import { eventually } from '../../support/waiting/eventually';

const CONFIRM = 'Confirm your address';
const anyEmail = () => `c-${randomBytes(6).toString('hex')}@example.com`;

describe('addresses and numbers', () => {
  let running: TestApp;
  let sink: SmtpSink;
  let twilio: TwilioStandIn;
  let lateBy = 0;

  const post = (path: string, body: object = {}, by?: Account) => {
    const sending = request(running.url).post(`/api/v1/${path}`);
    if (by) sending.set(by.authorization);
    return sending.send(body);
  };
  const me = async ({ authorization }: Account) =>
    (await request(running.url).get('/api/v1/users/me').set(authorization).expect(200)).body;
  const get = (path: string, authorization: Record<string, string>) =>
    request(running.url).get(`/api/v1/${path}`).set(authorization);
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  const personalToken = async (account: Account): Promise<string> => {
    const expires_at = new Date(Date.now() + DAY_MS);
    const { body } = await post('tokens', { name: 'Program', scopes: ['read'], expires_at }, account).expect(
      201,
    );
    return body.token;
  };
  const codeFor = (address: string, subject: string) => eventually(() => sink.codeFor(address, subject));

  beforeAll(async () => {
    sink = await new SmtpSink().start();
    twilio = await new TwilioStandIn().start();
    running = await startApp({
      SMTP_URL: sink.url,
      PUBLIC_URL: 'https://folio.example.com',
      TWILIO_BASE_URL: twilio.url,
      ...twilio.variables,
    });
    makeLate(running, () => lateBy);
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await running.close();
    await sink.stop();
    await twilio.stop();
  });

  it('are confirmed by a mail, once', async () => {
    const ada = await registerUser(running);
    const token = await codeFor(ada.user.email, CONFIRM);
    expect(await me(ada)).toMatchObject({ email_confirmed: false });
    await post('auth/email/confirm', { token: altered(token) }).expect(400);
    await post('auth/email/confirm', { token }).expect(204);
    expect(await me(ada)).toMatchObject({ email_confirmed: true });
    expect((await post('auth/email/confirm', { token }).expect(400)).body.code).toBe('auth.invalid_code');
    await post('auth/email/confirmation', {}, ada).expect(202);
    expect(sink.mailsTo(ada.user.email)).toHaveLength(1);
  });

  it('get no mail and no SMS before that, however much happens', async () => {
    const mallory = await registerUser(running, { email: anyEmail() });
    const phone = '+15557654321';
    await request(running.url)
      .patch('/api/v1/users/me')
      .set(mallory.authorization)
      .send({ phone, preferences: { notifications: { sms: true } } })
      .expect(200);
    for (let i = 0; i < 20; i++) {
      await post('notifications/alerts', { symbol: 'AAPL', condition: 'above', price: 0.01 }, mallory).expect(
        201,
      );
    }
    await eventually(async () => {
      const { body } = await request(running.url)
        .get('/api/v1/notifications?limit=100')
        .set(mallory.authorization);
      return body.items.length === 20;
    });
    expect(sink.mailsTo(mallory.user.email).length).toBeLessThanOrEqual(1);
    expect(twilio.messagesTo(phone)).toEqual([]);
  });

  it('get few confirmations, however often they are asked for', async () => {
    const ada = await registerUser(running);
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await post('auth/email/confirmation', {}, ada)).status);
    expect(statuses).toEqual([202, 202, 429, 429, 429]);
  });

  it('change when the new one is confirmed; the old one takes it back and ends the sessions', async () => {
    const ada = await registerUser(running);
    const old = ada.user.email;
    const program = await personalToken(ada);
    await post('auth/email/confirm', { token: await codeFor(old, CONFIRM) }).expect(204);
    const next = anyEmail();
    await post('auth/email', { new_email: next, current_password: 'a wrong one' }, ada).expect(400);
    await post('auth/email', { new_email: next, current_password: ada.password }, ada).expect(202);
    expect((await me(ada)).email).toBe(old);
    const token = await codeFor(next, 'Confirm your new address');
    await post('auth/email/confirm', { token }).expect(204);
    expect(await me(ada)).toMatchObject({ email: next, email_confirmed: true });

    const undo = await codeFor(old, 'The address of your account was changed');
    lateBy = 6 * DAY_MS;
    await post('auth/email/undo', { token: undo }).expect(204);
    lateBy = 0;
    await post('auth/refresh', { refresh_token: ada.refresh_token }).expect(401);
    await get('portfolio', bearer(program)).expect(401);
    expect((await me(await login(running, old, ada.password))).email).toBe(old);
    await codeFor(old, 'Choose a new password');
  });

  it('that are taken are told nothing, in the same words', async () => {
    const ada = await registerUser(running);
    const other = await registerUser(running);
    const before = sink.mailsTo(other.user.email).length;
    const change = { new_email: other.user.email, current_password: ada.password };
    await post('auth/email', change, ada).expect(202);
    expect(sink.mailsTo(other.user.email).length).toBeLessThanOrEqual(Math.max(1, before));
  });

  it('open the account again where the password is forgotten, once and for half an hour', async () => {
    const ada = await registerUser(running);
    await confirmContacts(running, ada.user.id);
    const { email } = ada.user;
    const known = await post('auth/password/forgotten', { email }).expect(202);
    const unknown = await post('auth/password/forgotten', { email: anyEmail() }).expect(202);
    expect(known.text).toBe(unknown.text);
    const program = await personalToken(ada);
    const token = await codeFor(email, 'Choose a new password');
    for (const weak of ['aaaaaaaa', email, ada.user.full_name]) {
      const { body } = await post('auth/password/reset', { token, new_password: weak }).expect(400);
      expect(body.errors).toMatchObject([{ field: 'new_password' }]);
    }
    lateBy = 31 * 60_000;
    await post('auth/password/reset', { token, new_password: 'staple of another colour' }).expect(400);
    lateBy = 0;
    await post('auth/password/reset', { token, new_password: 'staple of another colour' }).expect(204);
    await post('auth/password/reset', { token, new_password: 'yet another long secret' }).expect(400);
    await post('auth/refresh', { refresh_token: ada.refresh_token }).expect(401);
    await get('portfolio', bearer(program)).expect(401);
    await post('auth/login', { email, password: ada.password }).expect(401);
    await login(running, email, 'staple of another colour');
  });

  it('get the mail that was promised when the process ended before it was made', async () => {
    const ada = await registerUser(running);
    await confirmContacts(running, ada.user.id);
    const failing = jest.spyOn(running.app.get(AccountCodes), 'send');
    failing.mockRejectedValueOnce(new Error('the process ends here'));
    await post('auth/password/forgotten', { email: ada.user.email }).expect(202);
    await eventually(() => failing.mock.results.length === 1);
    lateBy = 11_000;
    await running.app.get(NotificationsSweep).run();
    lateBy = 0;
    await codeFor(ada.user.email, 'Choose a new password');
    const orders = running.app.get<Model<MailOrderRecord>>(getModelToken(MailOrderRecord.name));
    await eventually(async () => (await orders.countDocuments({ email: ada.user.email })) === 0);
  });

  it('are no way into an account whose address nobody confirmed', async () => {
    const ada = await registerUser(running);
    await post('auth/password/forgotten', { email: ada.user.email }).expect(202);
    await codeFor(ada.user.email, CONFIRM);
    expect(sink.codeFor(ada.user.email, 'Choose a new password')).toBeUndefined();
  });

  it('that are numbers are confirmed by a code with five guesses; another number is not', async () => {
    const ada = await registerUser(running);
    const phone = '+15550107777';
    await post('auth/phone/confirmation', {}, ada).expect(409);
    const set = (number: string) =>
      request(running.url)
        .patch('/api/v1/users/me')
        .set(ada.authorization)
        .send({ phone: number })
        .expect(200);
    await set(phone);
    const codeOf = async (nth: number) => {
      await post('auth/phone/confirmation', {}, ada).expect(202);
      await eventually(() => twilio.messagesTo(phone).length === nth);
      return /Code: (\d{6})/.exec(twilio.messagesTo(phone).at(-1)?.body ?? '')?.[1] ?? '';
    };
    const first = await codeOf(1);
    const wrong = first === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i++) await post('auth/phone/confirm', { code: wrong }, ada).expect(400);
    await post('auth/phone/confirm', { code: first }, ada).expect(400);
    await post('auth/phone/confirm', { code: await codeOf(2) }, ada).expect(204);
    expect(await me(ada)).toMatchObject({ phone_confirmed: true });
    await set('+15550108888');
    expect(await me(ada)).toMatchObject({ phone_confirmed: false });
  });
});

describe('an installation without mail', () => {
  it('confirms nothing and says so', async () => {
    const running = await startApp({ ROLE: 'api' });
    const ada = await registerUser(running);
    for (const path of ['auth/email/confirmation', 'auth/phone/confirmation']) {
      const sending = request(running.url).post(`/api/v1/${path}`).set(ada.authorization).send();
      expect((await sending.expect(409)).body.code).toBe('auth.channel_off');
    }
    await running.close();
  });
});
