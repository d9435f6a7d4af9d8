import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import request from 'supertest';
import { registerUser } from '../../support/application/accounts';
import { startApp, startFleet, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { FaultyLink, startFaultyLink } from '../../support/stores/faulty-link';

const anyAddress = () => Array.from({ length: 4 }, () => randomInt(1, 250)).join('.');
const tally = (answers: request.Response[]) => answers.filter(({ status }) => status !== 429).length;

describe('limits over two instances', () => {
  let apps: [TestApp, TestApp];
  let close: () => Promise<void>;

  beforeAll(async () => {
    const fleet = await startFleet({
      RATE_LIMIT_PER_MINUTE: '30',
      RATE_LIMIT_AUTH_PER_MINUTE: '10',
      TRUST_PROXY: '1',
    });
    apps = fleet.apps;
    close = fleet.close;
  });

  afterAll(() => close());

  /** Sends requests in turn to both, all at once. */
  const send = (times: number, one: (url: string) => request.Test) =>
    Promise.all(Array.from({ length: times }, (_, i) => one(apps[i % 2]?.url ?? '')));

  it('are one sum per user, whatever address the user comes from', async () => {
    const account = await registerUser(apps[0]);
    const answers = await send(60, (url) =>
      request(url).get('/api/v1/users/me').set(account.authorization).set('X-Forwarded-For', anyAddress()),
    );
    expect(tally(answers)).toBe(30);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.code).toBe('rate_limit.exceeded');
    expect(refused?.headers['content-type']).toMatch(/problem\+json/);
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused?.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(refused?.headers).toMatchObject({ 'ratelimit-limit': '30', 'ratelimit-remaining': '0' });
  });

  it('are one sum per address that the trusted proxy saw, not per address that a client made up', async () => {
    const seen = anyAddress();
    const answers = await send(30, (url) =>
      request(url).post('/api/v1/auth/login').set('X-Forwarded-For', `${anyAddress()}, ${seen}`).send({}),
    );
    expect(tally(answers)).toBe(10);
    const elsewhere = request(apps[0].url)
      .post('/api/v1/auth/login')
      .set('X-Forwarded-For', anyAddress())
      .send({});
    expect((await elsewhere).status).toBe(400);
  });

  it('count an address where the token is no good, and unknown routes too', async () => {
    const seen = anyAddress();
    const answers = await send(60, (url) =>
      request(url)
        .get('/api/v1/nothing')
        .set('Authorization', 'Bearer nonsense')
        .set('X-Forwarded-For', seen),
    );
    expect(tally(answers)).toBe(30);
  });

  it('count once what no route answers: pages, refused queries, unreadable paths', async () => {
    const paths = [
      '/docs-json',
      '/docs/nothing',
      '/admin/queues',
      '/api/v1/users/me?a[$ne]=',
      '/api/v1/users/%E0%A4',
    ];
    const visit = (path: string) => request(apps[0].url).get(path).set('X-Forwarded-For', seen);
    const seen = anyAddress();
    for (const [before, path] of paths.entries()) {
      const { headers } = await visit(path);
      expect([path, headers['ratelimit-remaining']]).toEqual([path, `${29 - before}`]);
    }
    const answers = await Promise.all(Array.from({ length: 60 }, () => visit('/docs-json')));
    expect(tally(answers)).toBe(30 - paths.length);
  });

  it('count a request before its body came', async () => {
    const seen = anyAddress();
    const { port, hostname } = new URL(apps[0].url);
    const head = ['POST /api/v1/auth/login HTTP/1.1', 'Host: tickfolio', `X-Forwarded-For: ${seen}`];
    const unfinished = [...head, 'Content-Type: application/json', 'Content-Length: 99', '', '{'].join(
      '\r\n',
    );
    const senders = Array.from({ length: 5 }, () => connect(Number(port), hostname));
    senders.forEach((sender) => sender.write(unfinished));
    let asked = 0;
    const isCounted = await eventually(async () => {
      asked += 1;
      const login = request(apps[0].url).post('/api/v1/auth/login').set('X-Forwarded-For', seen);
      const { headers } = await login.send({});
      return headers['ratelimit-remaining'] === `${10 - senders.length - asked}`;
    });
    senders.forEach((sender) => sender.destroy());
    expect(isCounted).toBe(true);
  });

  it('tell what is left', async () => {
    const account = await registerUser(apps[0]);
    const { headers } = await request(apps[1].url)
      .get('/api/v1/users/me')
      .set(account.authorization)
      .expect(200);
    expect(headers).toMatchObject({
      'ratelimit-limit': '30',
      'ratelimit-remaining': '29',
      'ratelimit-policy': '30;w=60',
    });
    expect(Number(headers['ratelimit-reset'])).toBeGreaterThan(0);
  });

  it('count dear requests for as many as their operation says', async () => {
    const account = await registerUser(apps[0]);
    const { body: document } = await request(apps[0].url).get('/docs-json').expect(200);
    expect(document.paths['/api/v1/portfolio/summary'].get['x-request-cost']).toBe(5);
    expect(document.paths['/api/v1/users/me'].get).not.toHaveProperty('x-request-cost');
    const summary = (url: string) => request(url).get('/api/v1/portfolio/summary').set(account.authorization);
    const first = await summary(apps[0].url).expect(200);
    expect(first.headers['ratelimit-remaining']).toBe('25');
    expect(tally(await send(12, summary))).toBe(5);
    const other = await registerUser(apps[0]);
    const { headers } = await request(apps[1].url).get('/api/v1/users/me').set(other.authorization);
    expect(headers['ratelimit-remaining']).toBe('29');
  });

  it('count each 8 KiB of a JSON body as one request more', async () => {
    const account = await registerUser(apps[0]);
    const asset = { symbol: 'AAPL', quantity: 1, purchase_price: 100, purchase_date: '2024-01-15' };
    const body = { name: 'Long', assets: Array.from({ length: 200 }, () => asset) };
    const { headers } = await request(apps[0].url)
      .post('/api/v1/portfolio')
      .set(account.authorization)
      .send(body)
      .expect(201);
    const more = Math.floor(JSON.stringify(body).length / 8_192);
    expect(more).toBeGreaterThan(0);
    expect(headers['ratelimit-remaining']).toBe(`${29 - more}`);
  });

  it('refuse the same again in the same words, and nothing that what is left would cover', async () => {
    const account = await registerUser(apps[0]);
    const ask = (path: string) => request(apps[0].url).get(`/api/v1/${path}`).set(account.authorization);
    for (let n = 0; n < 5; n++) await ask('portfolio/summary').expect(200);
    await ask('users/me').expect(200);
    const refused = [await ask('portfolio/summary'), await ask('portfolio/summary')];
    const [first, again] = refused.map(({ status, headers, body }) => {
      const { 'x-request-id': request_id, date, vary, 'retry-after': retryAfter, ...others } = headers;
      expect(body.request_id).toBe(request_id);
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect([date, vary]).not.toContain(undefined);
      return { status, headers: { ...others, 'ratelimit-reset': '' }, body: { ...body, request_id: '' } };
    });
    expect(first?.status).toBe(429);
    expect(again).toEqual(first);
    await ask('users/me').expect(200);
    const metrics = await request(apps[0].url).get('/metrics');
    expect(metrics.text).toMatch(/route="\/api\/v1\/portfolio\/summary",status="429".*\} [2-9]/);
  });

  it('leave health and metrics alone', async () => {
    const answers = await send(40, (url) => request(url).get('/health/live'));
    expect(answers.every(({ status, headers }) => status === 200 && !headers['ratelimit-limit'])).toBe(true);
  });
});

describe('without a proxy to trust', () => {
  let running: TestApp;
  beforeAll(async () => {
    running = await startApp({ RATE_LIMIT_AUTH_PER_MINUTE: '5' });
  });
  afterAll(() => running.close());

  it('a made-up X-Forwarded-For changes nothing', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        request(running.url).post('/api/v1/auth/login').set('X-Forwarded-For', anyAddress()).send({}),
      ),
    );
    expect(tally(answers)).toBe(5);
  });
});

describe('a Redis that fails', () => {
  let running: TestApp;
  let link: FaultyLink;
  beforeAll(async () => {
    link = await startFaultyLink(process.env.REDIS_URL ?? '');
    running = await startApp({ REDIS_URL: link.uri, RATE_LIMIT_PER_MINUTE: '20', ROLE: 'api' });
  });
  afterAll(async () => {
    link.mend();
    await running.close();
    await link.close();
  });

  it.each(['freeze', 'cut'] as const)('is stood in for by a limit of each instance: %s', async (fail) => {
    const { authorization } = await registerUser(running);
    link[fail]();
    const visits = Array.from({ length: 40 }, () =>
      request(running.url).get('/api/v1/users/me').set(authorization),
    );
    expect(tally(await Promise.all(visits))).toBe(20);
    link.mend();
  });
});
