import { randomBytes } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { AlertsService } from '../../src/alerts/alerts.service';
import { NotificationsService } from '../../src/notifications/notifications.service';
import { NotificationsSweep } from '../../src/notifications/deliveries/notifications-sweep';
import { UsersService } from '../../src/users/users.service';
import { confirmContacts } from '../support/application/accounts';
import { startApp, TestApp, testVariables } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';
import { RunningProcess, startProcess } from '../support/application/process';
import { RedisServer } from '../support/stores/redis-server';
import { SmtpSink } from '../support/outside/smtp-sink';
import { TwilioStandIn } from '../support/outside/twilio-stand-in';
import { inDollars } from '../support/features/alerts';

const PHONE = '+15557654321';

describe('notifications when parts fail', () => {
  let sink: SmtpSink;
  let twilio: TwilioStandIn;
  const running: TestApp[] = [];
  const processes: RunningProcess[] = [];
  const servers: RedisServer[] = [];

  beforeEach(async () => {
    sink = await new SmtpSink().start();
    twilio = await new TwilioStandIn().start();
  });

  afterEach(async () => {
    for (const one of processes.splice(0)) await one.kill('SIGKILL');
    for (const app of running.splice(0)) await app.close();
    for (const server of servers.splice(0)) await server.remove();
    await sink.stop();
    await twilio.stop();
  });

  const start = async (variables: NodeJS.Dict<string>) => {
    const app = await startApp(variables);
    running.push(app);
    return app;
  };

  const newUser = async ({ app }: TestApp) => {
    const users = app.get(UsersService);
    const email = `user-${randomBytes(6).toString('hex')}@example.com`;
    const { id } = await users.create({ email, hashed_password: 'none', full_name: 'Ada' });
    await users.updateProfile(id, { phone: PHONE, preferences: { notifications: { sms: true } } });
    await confirmContacts({ app }, id);
    return users.get(id);
  };

  const deliveries = ({ app }: TestApp) =>
    app.get<Connection>(getConnectionToken()).collection('notification_deliveries').find().toArray();

  const settings = (more: NodeJS.Dict<string> = {}) => ({
    ...testVariables({ LOG_LEVEL: 'silent' }),
    SMTP_URL: sink.url,
    TWILIO_BASE_URL: twilio.url,
    ...twilio.variables,
    ...more,
  });

  it('a worker killed between sending and marking leaves one mail and one SMS', async () => {
    const variables = settings();
    const api = await start({ ...variables, ROLE: 'api' });
    const user = await newUser(api);
    // Both providers keep what they get and never answer: the worker stays between the two steps.
    sink.mood = 'hang';
    twilio.mood = 'hang';
    const doomed = await startProcess({ ...variables, ROLE: 'worker' });
    processes.push(doomed);
    await api.app.get(NotificationsService).notify({
      user_id: user.id,
      kind: 'report_completed',
      dedupe_key: 'report_completed:1',
      title: 'Your report is ready',
      body: 'It is.',
    });
    await eventually(() => sink.mailsTo(user.email).length === 1 && twilio.messagesTo(PHONE).length === 1);
    await doomed.kill('SIGKILL');
    sink.mood = 'take';
    twilio.mood = 'take';
    processes.push(await startProcess({ ...variables, ROLE: 'worker' }));

    const sent = await eventually(async () => {
      const all = await deliveries(api);
      return all.length === 2 && all.every(({ state }) => state === 'sent') ? all : undefined;
    });
    expect(new Set(sink.mailsTo(user.email).map(({ messageId }) => messageId)).size).toBe(1);
    expect(twilio.messagesTo(PHONE)).toHaveLength(1);
    expect(sent.map(({ provider_id }) => provider_id)).toContain(twilio.messagesTo(PHONE)[0]?.sid);
  });

  it('an alert fires while Redis is frozen, then gone, without a hang or a loss', async () => {
    const redis = await new RedisServer().start();
    servers.push(redis);
    const app = await start(settings({ REDIS_URL: redis.url, ROLE: 'worker' }));
    const user = await newUser(app);
    const alerts = app.app.get(AlertsService);
    for (const symbol of ['AAPL', 'MSFT'])
      await alerts.create(user.id, { symbol, condition: 'above', price: 1e6 });

    redis.freeze();
    await alerts.evaluate([inDollars('AAPL', 1e6)]);
    redis.thaw();
    await redis.stop();
    await alerts.evaluate([inDollars('MSFT', 1e6)]);
    expect(await deliveries(app)).toHaveLength(4);

    await redis.start();
    await app.app
      .get<Connection>(getConnectionToken())
      .collection('notification_deliveries')
      .updateMany({ state: 'queued' }, { $set: { sweep_at: new Date(0) } });
    await eventually(async () => {
      await app.app.get(NotificationsSweep).run();
      return (await deliveries(app)).every(({ state }) => state === 'sent');
    });
    expect(sink.mailsTo(user.email)).toHaveLength(2);
    expect(twilio.messagesTo(PHONE)).toHaveLength(2);
  });
});
