import { randomBytes } from 'node:crypto';
import { getQueueToken } from '@nestjs/bullmq';
import { getConnectionToken } from '@nestjs/mongoose';
import { Queue } from 'bullmq';
import { Connection, Types } from 'mongoose';
import { MessageQuotas } from '../../src/notifications/deliveries/message-quotas';
import { NotificationsService } from '../../src/notifications/notifications.service';
import { NotificationsSweep } from '../../src/notifications/deliveries/notifications-sweep';
import { NOTIFICATIONS_QUEUE } from '../../src/notifications/deliveries/notifications.queue';
import { NotificationKind } from '../../src/notifications/notification';
import { UsersService } from '../../src/users/users.service';
import { confirmContacts } from '../support/application/accounts';
import { startApp, TestApp } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';
import { SmtpSink } from '../support/outside/smtp-sink';
import { TwilioStandIn } from '../support/outside/twilio-stand-in';

describe('deliveries by email and SMS', () => {
  let sink: SmtpSink;
  let twilio: TwilioStandIn;
  let running: TestApp;
  let connection: Connection;
  let queue: Queue;

  beforeAll(async () => {
    sink = await new SmtpSink().start();
    twilio = await new TwilioStandIn().start();
    running = await startApp({
      ROLE: 'worker',
      LOG_LEVEL: 'silent',
      PUBLIC_URL: 'https://folio.example.com',
      MAIL_FROM: 'Tickfolio <no-reply@folio.example.com>',
      // A server that says nothing is given up after four seconds instead of twenty.
      SMTP_URL: `${sink.url}?socketTimeout=4000`,
      TWILIO_BASE_URL: twilio.url,
      ...twilio.variables,
    });
    connection = running.app.get(getConnectionToken());
    queue = running.app.get(getQueueToken(NOTIFICATIONS_QUEUE), { strict: false });
  });

  beforeEach(() => {
    sink.mood = 'take';
    twilio.mood = 'take';
  });

  afterAll(async () => {
    await running.close();
    await sink.stop();
    await twilio.stop();
  });

  const newUser = async (phone: string | null = null) => {
    const users = running.app.get(UsersService);
    const email = `user-${randomBytes(6).toString('hex')}@example.com`;
    const { id } = await users.create({ email, hashed_password: 'none', full_name: 'Ada' });
    await users.updateProfile(id, { phone, preferences: { notifications: { sms: phone !== null } } });
    await confirmContacts(running, id);
    return users.get(id);
  };

  const tell = async (user_id: string, kind: NotificationKind = 'report_completed') => {
    const dedupe_key = `${kind}:${randomBytes(8).toString('hex')}`;
    await running.app.get(NotificationsService).notify({
      user_id,
      kind,
      dedupe_key,
      title: 'Your report is ready',
      body: 'The performance report of “R&D <fund>” is ready.',
      link: '/reports/665f1f77bcf86cd799439011?a=1&b=2',
      facts: { format: 'pdf', size_bytes: 84_211 },
    });
    return dedupe_key;
  };

  const deliveriesOf = async (dedupe_key: string) => {
    const notification = await connection.collection('notifications').findOne({ dedupe_key });
    return connection
      .collection('notification_deliveries')
      .find({ notification_id: notification?._id })
      .sort({ channel: 1 })
      .toArray();
  };

  const untilStates = (dedupe_key: string, states: string[]) =>
    eventually(async () => {
      const deliveries = await deliveriesOf(dedupe_key);
      expect(deliveries.map(({ state }) => state)).toEqual(states);
      return deliveries;
    });

  const untilSetBack = (dedupe_key: string) =>
    eventually(async () => {
      const [delivery] = await deliveriesOf(dedupe_key);
      return delivery?.state === 'queued' && delivery.last_error ? delivery : undefined;
    });

  const retryNow = async (deliveryId: Types.ObjectId) => {
    const job = await eventually(async () => {
      const found = await queue.getJob(`delivery-${deliveryId.toHexString()}`);
      return (await found?.isDelayed()) ? found : undefined;
    });
    await job.promote();
  };

  it('sends one mail and one SMS with the link, and keeps the providers’ ids', async () => {
    const user = await newUser('+15557654321');
    const key = await tell(user.id);
    const [email, sms] = await untilStates(key, ['sent', 'sent']);
    const [mail] = sink.mailsTo(user.email);
    expect(sink.mailsTo(user.email)).toHaveLength(1);
    expect(mail?.messageId).toBe(`<${email?._id.toHexString()}@folio.example.com>`);
    expect(email?.provider_id).toBe(mail?.messageId);
    expect(mail?.source).toContain('Auto-Submitted: auto-generated');
    expect(mail?.source).toMatch(/multipart\/alternative/);
    const [message] = twilio.messagesTo('+15557654321');
    expect(message).toMatchObject({ from: '+15550001111', sid: sms?.provider_id });
    expect(message?.body).toContain('https://folio.example.com/reports/665f1f77bcf86cd799439011');
  });

  it('sends nothing that the user does not want', async () => {
    const user = await newUser();
    await running.app
      .get(UsersService)
      .updateProfile(user.id, { preferences: { notifications: { email: false, sms: true } } });
    const key = await tell(user.id);
    expect(await deliveriesOf(key)).toEqual([]);
    expect(await connection.collection('notifications').findOne({ dedupe_key: key })).toMatchObject({
      routed_at: expect.any(Date),
    });
  });

  it('are twenty SMS and a hundred mails a day at most, for an account and for a recipient, whatever races', async () => {
    const quotas = running.app.get(MessageQuotas);
    const admitted = async (channel: 'sms' | 'email', wishes: { userId: string; address: string }[]) => {
      const answers = wishes.map((wish) => quotas.take({ ...wish, channel, recipient: 'confirmed' }));
      return (await Promise.all(answers)).filter(Boolean).length;
    };
    const anything = () => randomBytes(6).toString('hex');
    const wishes = (count: number, same: object) =>
      Array.from({ length: count }, () => ({ userId: anything(), address: anything(), ...same }));
    expect(await admitted('sms', wishes(25, { userId: anything() }))).toBe(20);
    expect(await admitted('sms', wishes(25, { address: anything() }))).toBe(20);
    expect(await admitted('email', wishes(105, { userId: anything() }))).toBe(100);
    expect(await admitted('email', wishes(105, { address: anything() }))).toBe(100);

    const user = await newUser('+15557654399');
    await admitted('sms', wishes(20, { userId: user.id }));
    const [only] = await untilStates(await tell(user.id), ['sent']);
    expect(only?.channel).toBe('email');
  });

  it('tries again after an outage and sends once', async () => {
    await sink.stop();
    const user = await newUser();
    const key = await tell(user.id);
    const delivery = await untilSetBack(key);
    expect(delivery.last_error).toMatch(/ECONNREFUSED/);
    await sink.start();
    await retryNow(delivery._id);
    await untilStates(key, ['sent']);
    expect(sink.mailsTo(user.email)).toHaveLength(1);
  });

  it.each(['defer', 'drop', 'hang'] as const)(
    'a server that says to %s gets the same mail again, under the same Message-ID',
    async (mood) => {
      sink.mood = mood;
      const user = await newUser();
      const key = await tell(user.id);
      const delivery = await untilSetBack(key);
      sink.mood = 'take';
      await retryNow(delivery._id);
      await untilStates(key, ['sent']);
      expect(new Set(sink.mailsTo(user.email).map(({ messageId }) => messageId)).size).toBe(1);
    },
  );

  it('does not try a refused address again, and says why', async () => {
    sink.mood = 'refuse';
    twilio.mood = 'refuse';
    const user = await newUser('+15550000000');
    const key = await tell(user.id);
    const [email, sms] = await untilStates(key, ['failed', 'failed']);
    expect(email).toMatchObject({ attempts: 1, last_error: expect.stringContaining('5.1.1') });
    expect(sms).toMatchObject({ attempts: 1, last_error: expect.stringContaining('21211') });
    const job = await eventually(async () => {
      const found = await queue.getJob(`delivery-${email?._id.toHexString()}`);
      return (await found?.isFailed()) ? found : undefined;
    });
    expect(job).toMatchObject({ attemptsMade: 1, failedReason: email?.last_error });
    expect(sink.mailsTo(user.email)).toEqual([]);
  });

  it('gives up after a day', async () => {
    await sink.stop();
    const user = await newUser();
    const key = await tell(user.id);
    const delivery = await untilSetBack(key);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await connection
      .collection('notification_deliveries')
      .updateOne({ _id: delivery._id }, { $set: { created_at: yesterday } });
    await retryNow(delivery._id);
    const [failed] = await untilStates(key, ['failed']);
    expect(failed?.last_error).toMatch(/after a day: .*ECONNREFUSED/);
    await sink.start();
  });

  it('finds an SMS whose answer was lost instead of sending it twice', async () => {
    const user = await newUser('+15553334444');
    await running.app
      .get(UsersService)
      .updateProfile(user.id, { preferences: { notifications: { email: false } } });
    const key = await tell(user.id);
    const [sent] = await untilStates(key, ['sent']);
    // As a worker leaves it that dies between Twilio's answer and the mark.
    await connection
      .collection('notification_deliveries')
      .updateOne(
        { _id: sent?._id },
        { $set: { state: 'sending', sending_since: new Date(), provider_id: null, sweep_at: new Date(0) } },
      );
    await eventually(async () => (await queue.getJob(`delivery-${sent?._id.toHexString()}`)) === undefined);
    await sweep();
    const [again] = await untilStates(key, ['sent']);
    expect(again?.provider_id).toBe(sent?.provider_id);
    expect(twilio.messagesTo('+15553334444')).toHaveLength(1);
  });

  const sweep = () => running.app.get(NotificationsSweep).run();

  it('sweeps up what a crash left: an alert that fired, a notification without deliveries, a lost job', async () => {
    const user = await newUser();
    const long = new Date(Date.now() - 60_000);
    const alert = await connection.collection('price_alerts').insertOne({
      user_id: new Types.ObjectId(user.id),
      symbol: 'LEFT',
      condition: 'above',
      price: 10,
      state: 'fired',
      fired_at: long,
      fired_price: 11,
      notified_at: null,
      created_at: long,
    });
    const notification = await connection.collection('notifications').insertOne({
      user_id: new Types.ObjectId(user.id),
      kind: 'report_completed',
      dedupe_key: `left:${user.id}`,
      title: 'Left behind',
      body: 'It was stored, then the process ended.',
      link: null,
      read: false,
      routed_at: null,
      created_at: long,
    });
    const routed = await connection.collection('notifications').insertOne({
      user_id: new Types.ObjectId(user.id),
      kind: 'report_completed',
      dedupe_key: `routed:${user.id}`,
      title: 'Routed',
      body: 'Its delivery was stored, then the process ended.',
      link: null,
      read: false,
      routed_at: long,
      created_at: long,
    });
    await connection.collection('notification_deliveries').insertOne({
      notification_id: routed.insertedId,
      channel: 'email',
      address: user.email,
      state: 'queued',
      attempts: 0,
      sweep_at: long,
      created_at: long,
    });
    await Promise.all([sweep(), sweep()]);
    await untilStates(`left:${user.id}`, ['sent']);
    await untilStates(`routed:${user.id}`, ['sent']);
    await untilStates(`price_alert:${alert.insertedId.toHexString()}`, ['sent']);
    expect(notification.acknowledged).toBe(true);
    expect(sink.mailsTo(user.email)).toHaveLength(3);
  });
});
