import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { eventually } from '../../support/waiting/eventually';
import { startApp, TestApp } from '../../support/application/app';

const ORIGIN = 'https://dashboard.example';

describe('a quote that is at hand', () => {
  let running: TestApp;
  let account: Account;
  const path = '/api/v1/market/real-time/AAPL';
  const ask = (asked = path) => request(running.url).get(asked).set(account.authorization);

  beforeAll(async () => {
    running = await startApp({
      CORS_ORIGINS: ORIGIN,
      QUOTE_TTL_SECONDS: '3600',
      RATE_LIMIT_PER_MINUTE: '600',
    });
    account = await registerUser(running);
    await ask().expect(200);
  });
  afterAll(() => running.close());

  const routed = () => ask(`${path}?`).expect(200);
  const constant = ({ headers }: request.Response) => {
    const own = ['date', 'x-request-id', 'etag', 'ratelimit-remaining', 'ratelimit-reset'];
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
  };

  it('is answered as its route answers it, body and headers', async () => {
    const [hot, other] = [await ask().expect(200), await routed()];
    expect(hot.text).toBe(other.text);
    expect(constant(hot)).toEqual(constant(other));
    expect(hot.headers['x-request-id']).toBeDefined();
  });

  it('counts against the limit', async () => {
    const before = Number((await ask()).headers['ratelimit-remaining']);
    const after = Number((await ask()).headers['ratelimit-remaining']);
    expect(after).toBe(before - 1);
  });

  it('is allowed to another origin', async () => {
    const { headers } = await ask().set('Origin', ORIGIN).expect(200);
    expect(headers).toMatchObject({ 'access-control-allow-origin': ORIGIN });
    const { headers: strange } = await ask().set('Origin', 'https://elsewhere.example').expect(200);
    expect(strange).not.toHaveProperty('access-control-allow-origin');
  });

  it.each([undefined, 'Bearer nonsense', 'Basic YTpi'])(
    'is not for who comes with %s',
    async (authorization) => {
      const anonymous = request(running.url).get(path);
      const answer = await (authorization ? anonymous.set('Authorization', authorization) : anonymous);
      expect(answer.status).toBe(401);
    },
  );

  it('counts in the metrics under its route', async () => {
    await ask().expect(200);
    const { text } = await eventually(async () => {
      const metrics = await request(running.url).get('/metrics').expect(200);
      return metrics.text.includes('route="/api/v1/market/real-time/:symbol",status="200"')
        ? metrics
        : undefined;
    });
    expect(text).not.toContain('route="none",status="200"');
  });

  it('is refused when the session has ended', async () => {
    const other = await registerUser(running);
    const hot = () => request(running.url).get(path).set(other.authorization);
    await hot().expect(200);
    await request(running.url)
      .post('/api/v1/auth/logout')
      .send({ refresh_token: other.refresh_token })
      .expect(204);
    await eventually(async () => (await hot()).status === 401);
  });

  it('is refused when the limit is reached, the rest of the minute', async () => {
    const other = await registerUser(running);
    const hot = () => request(running.url).get(path).set(other.authorization);
    const answers = await Promise.all(Array.from({ length: 640 }, hot));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(600);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40);
  });
});
