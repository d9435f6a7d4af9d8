import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { login, registerUser } from '../../support/application/accounts';
import { startApp, testVariables } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { RunningProcess, startProcess } from '../../support/application/process';
import { closeStreams, connected, nextEvent, openStream } from '../../support/stream/stream-client';

const CANARY = {
  password: 'canary-password-3141592653',
  newPassword: 'canary-new-password-2718281828',
  wrongPassword: 'canary-wrong-password-1414213562',
  forgedToken: 'canary-forged-token-1732050807',
  apiKey: 'CANARYAPIKEY1618033988',
  twilioToken: 'canary-twilio-token-5772156649',
  smtpPassword: 'canary-smtp-password-6931471805',
  jwtSecret: 'canary-jwt-secret-of-32-characters-2236067977',
};

describe('the log', () => {
  let process: RunningProcess;
  let provider: Server;
  let dropDatabase: () => Promise<void>;
  /** secrets that the run itself makes */
  const tokens: string[] = [];

  beforeAll(async () => {
    // Says the key again, as the real one does when its limit is reached.
    provider = createServer((_request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ Information: `We have detected your API key as ${CANARY.apiKey}` }));
    }).listen(0, '127.0.0.1');
    await once(provider, 'listening');
    const base = testVariables();
    const cleaner = await startApp(base);
    dropDatabase = async () => {
      await cleaner.app.get<Connection>(getConnectionToken()).dropDatabase();
      await cleaner.leave();
    };
    process = await startProcess({
      ...base,
      LOG_LEVEL: 'trace',
      JWT_SECRET: CANARY.jwtSecret,
      REFRESH_REUSE_GRACE: '0',
      MARKET_PROVIDERS: 'alpha-vantage,simulated',
      ALPHA_VANTAGE_API_KEY: CANARY.apiKey,
      ALPHA_VANTAGE_BASE_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
      SMTP_URL: `smtp://mailer:${CANARY.smtpPassword}@127.0.0.1:1`,
      TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
      TWILIO_AUTH_TOKEN: CANARY.twilioToken,
      TWILIO_FROM: '+15550001111',
      TWILIO_BASE_URL: 'http://127.0.0.1:1',
    });
  });

  afterAll(async () => {
    await closeStreams();
    await process.kill();
    provider.close();
    await dropDatabase();
  });

  const post = (path: string, body: object | string) =>
    request(process.url).post(`/api/v1/auth/${path}`).type('json').send(body);

  it('holds no password, token or key, whatever happens', async () => {
    const account = await registerUser(process, { password: CANARY.password });
    const { email } = account.user;
    await post('register', { email, password: CANARY.password, full_name: 'Ada' }).expect(409);
    await post('register', { email: 'x', password: CANARY.password }).expect(400);
    await post('login', { email, password: CANARY.wrongPassword }).expect(401);
    await post('login', `{"email":"${email}","password":"${CANARY.password}"`).expect(400);
    await post(`login?password=${CANARY.password}`, { email, password: CANARY.password }).expect(400);
    await post('login', { email, password: CANARY.password }).expect(200);
    const { body: fresh } = await post('refresh', { refresh_token: account.refresh_token }).expect(200);
    await post('refresh', { refresh_token: account.refresh_token }).expect(401);
    const again = await login(process, email, CANARY.password);
    tokens.push(
      account.access_token,
      account.refresh_token,
      fresh.refresh_token,
      again.access_token,
      again.refresh_token,
    );
    await request(process.url)
      .patch('/api/v1/users/me')
      .set(again.authorization)
      .send({ phone: '+15550002222', preferences: { notifications: { sms: true } } })
      .expect(200);
    await request(process.url)
      .get('/api/v1/users/me')
      .set('Authorization', `Bearer ${CANARY.forgedToken}`)
      .expect(401);
    await request(process.url).get('/api/v1/market/real-time/AAPL').set(again.authorization);
    await request(process.url).get('/api/v1/market/search?query=apple').set(again.authorization);
    await nextEvent(openStream(process.url, { token: CANARY.forgedToken }), 'connect_error');
    await connected(openStream(process.url, { token: again.access_token }));
    await connected(openStream(process.url, { token: again.access_token, transports: ['polling'] }));
    await post('login', { email, password: CANARY.password })
      .set('User-Agent', 'worth a mail and a message')
      .expect(200);
    await request(process.url)
      .post('/api/v1/auth/password')
      .set(again.authorization)
      .send({ current_password: CANARY.password, new_password: CANARY.newPassword })
      .expect(204);
    await post('logout', { refresh_token: again.refresh_token }).expect(204);
    await eventually(() => process.lines.some((line) => line.includes('auth.signed_out')));

    const secrets = [...Object.values(CANARY), ...tokens];
    const leaking = process.lines.filter((line) => secrets.some((secret) => line.includes(secret)));
    expect(leaking).toEqual([]);
  });

  it('tells what happened to accounts, under the id of the request that did it', () => {
    const audited = process.lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { event?: string; request_id?: string; source?: string })
      .filter(({ event }) => event?.startsWith('auth.'));
    expect(new Set(audited.map(({ event }) => event))).toEqual(
      new Set([
        'auth.registered',
        'auth.signed_in',
        'auth.sign_in_failed',
        'auth.refresh_token_reused',
        'auth.password_changed',
        'auth.signed_out',
      ]),
    );
    for (const line of audited) {
      expect(line.request_id).toMatch(/^[0-9a-f-]{36}$/);
      expect(line.source).toMatch(/^[\w-]{22}$/);
    }
    expect(new Set(audited.map(({ source }) => source)).size).toBe(1);
  });
});
