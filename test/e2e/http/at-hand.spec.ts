import request from 'supertest';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { Clock } from '../../../src/common/clock';
import { RECENT_MS } from '../../../src/platform/records/recent-records';
import { PortfoliosService } from '../../../src/portfolio/portfolios.service';
import { HistoryService } from '../../../src/market/history/history.service';
import { QuotesService } from '../../../src/market/quotes/quotes.service';
import { UsersService } from '../../../src/users/users.service';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startFleet, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';

const LOTS = ['AAPL', 'MSFT', 'IBM', 'KO', 'V', 'JNJ', 'WMT', 'PG', 'XOM', 'DIS'].map((symbol) => ({
  symbol,
  quantity: 2,
  purchase_price: 10,
  purchase_date: '2024-01-15',
}));
/** One of them is known to nobody. */
const QUOTES = '/api/v1/market/real-time?symbols=AAPL,MSFT,IBM,KO,NOSUCH';
const HISTORY = '/api/v1/market/historical/AAPL?from=2014-01-01&to=2023-12-31';
const ME = '/api/v1/users/me';

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

describe('answers that are at hand', () => {
  let one: TestApp;
  let two: TestApp;
  let close: () => Promise<void>;
  let ada: Account;
  let path: string;
  let id: string;

  const ask = (asked: string, { authorization }: Pick<Account, 'authorization'> = ada, by = one) =>
    request(by.url).get(asked).set(authorization);

  /** Whether the answer came without its handler. */
  async function isAtHand(asked: string, by = one): Promise<boolean> {
    const handlers = [
      jest.spyOn(by.app.get(UsersService), 'show'),
      jest.spyOn(by.app.get(PortfoliosService), 'show'),
      jest.spyOn(by.app.get(PortfoliosService), 'isAt'),
      jest.spyOn(by.app.get(QuotesService), 'quotes'),
      jest.spyOn(by.app.get(HistoryService), 'bars'),
    ];
    handlers.forEach((handler) => handler.mockClear());
    await ask(asked, ada, by).expect(200);
    return handlers.every((handler) => handler.mock.calls.length === 0);
  }

  const untilAtHand = (asked: string, by = one) => eventually(() => isAtHand(asked, by));

  beforeAll(async () => {
    const fleet = await startFleet({ QUOTE_TTL_SECONDS: '3600', LOG_LEVEL: 'silent' });
    [one, two] = fleet.apps;
    close = fleet.close;
  });

  beforeEach(async () => {
    ada = await registerUser(one);
    const created = await request(one.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Ready', assets: LOTS })
      .expect(201);
    id = created.body.id;
    path = `/api/v1/portfolio/${id}`;
  });

  afterEach(() => jest.restoreAllMocks());
  afterAll(() => close());

  const constant = ({ headers }: request.Response) => {
    const own = ['date', 'x-request-id', 'ratelimit-remaining', 'ratelimit-reset', 'content-length'];
    const framing = ['transfer-encoding', 'connection', 'keep-alive'];
    return Object.fromEntries(
      Object.entries(headers).filter(([name]) => ![...own, ...framing].includes(name)),
    );
  };
  const asked = () => [QUOTES, HISTORY, ME, path];
  /** The same resource by an address that only its route takes. */
  const routed = (which: string) => (which.includes('AAPL') ? which.replace('AAPL', 'aapl') : `${which}/`);

  it.each(['identity', 'gzip', 'br', 'gzip, deflate, br', 'gzip;q=0.5'])(
    'are their routes’ answers, compressed as %s',
    async (coding) => {
      for (const path of asked()) {
        await untilAtHand(path);
        const [ready, other] = [
          await ask(path).set('Accept-Encoding', coding).expect(200),
          await ask(routed(path)).set('Accept-Encoding', coding).expect(200),
        ];
        expect(ready.body).toEqual(other.body);
        expect(constant(ready)).toEqual(constant(other));
      }
    },
  );

  it('are 304 to who has them, and whole to who has others', async () => {
    for (const known of [HISTORY, ME, path]) {
      await untilAtHand(known);
      const { etag } = (await ask(known)).headers;
      const unchanged = await ask(known).set('If-None-Match', String(etag)).expect(304);
      expect(unchanged.headers).toMatchObject({ etag, 'cache-control': 'private, no-cache' });
      expect([unchanged.text, unchanged.headers['content-type']]).toEqual(['', undefined]);
      await ask(known).set('If-None-Match', `"other", ${etag}`).expect(304);
      await ask(known).set('If-None-Match', '*').expect(304);
      await ask(known).set('If-None-Match', '"v0"').expect(200);
    }
  });

  it('are in any script', async () => {
    const full_name = 'Zoë Müller 東京';
    await request(one.url).patch(ME).set(ada.authorization).send({ full_name }).expect(200);
    await untilAtHand(ME);
    const { body, headers } = await ask(ME).expect(200);
    expect(body.full_name).toBe(full_name);
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(JSON.stringify(body)));
  });

  it('carry the name that their request was given, or one of their own', async () => {
    await untilAtHand(ME);
    expect((await ask(ME).set('X-Request-Id', 'order-12345678')).headers['x-request-id']).toBe(
      'order-12345678',
    );
    expect((await ask(ME)).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('count against the limit, and in the metrics under their routes', async () => {
    await untilAtHand(path);
    const before = Number((await ask(path)).headers['ratelimit-remaining']);
    expect(Number((await ask(path)).headers['ratelimit-remaining'])).toBe(before - 1);
    await eventually(async () => {
      const { text } = await request(one.url).get('/metrics');
      return [ME, '/api/v1/portfolio/:id', '/api/v1/market/real-time'].every((route) =>
        text.includes(`route="${route}",status="200"`),
      );
    });
  });

  it('are of their owners alone', async () => {
    await untilAtHand(path);
    await ask(path, await registerUser(one)).expect(404);
    await ask(path).expect(200);
    expect((await ask(ME, await registerUser(one))).body.email).not.toBe(ada.user.email);
  });

  it('are noted where a superuser sees another’s, and then not taken for the owner’s', async () => {
    const boss = await registerSuperuser(one);
    await untilAtHand(path);
    await ask(path, boss).expect(200);
    const { body } = await ask('/api/v1/audit', boss).expect(200);
    expect(JSON.stringify(body)).toContain('portfolio.read_for_another');
  });

  it('need the scope of a personal token', async () => {
    const { body } = await request(one.url)
      .post('/api/v1/tokens')
      .set(ada.authorization)
      .send({ name: 'Prices', scopes: ['market'], expires_at: inDays(30) })
      .expect(201);
    const token = { authorization: { Authorization: `Bearer ${body.token}` } };
    for (const path of asked()) {
      await untilAtHand(path);
      await ask(path, token).expect(path.includes('/market/') ? 200 : 403);
    }
  });

  it('are refused once the session has ended', async () => {
    for (const path of asked()) await untilAtHand(path);
    await request(two.url).post('/api/v1/auth/logout').send({ refresh_token: ada.refresh_token }).expect(204);
    const now = Date.now() + RECENT_MS;
    jest.spyOn(one.app.get(Clock), 'now').mockImplementation(() => new Date(now));
    for (const path of asked()) await ask(path).expect(401);
  });

  it('are new after a change on the same instance and on another', async () => {
    const { body: accounts } = await ask(`${path}/accounts`).expect(200);
    const main = accounts.items[0].id as string;
    for (const by of [one, two]) {
      await untilAtHand(path);
      const name = `Renamed at ${by.url}`;
      await request(by.url).patch(path).set(ada.authorization).send({ name }).expect(200);
      expect((await ask(path)).body.name).toBe(name);
      const { etag } = (await ask(path)).headers;
      await untilAtHand(path);
      await request(by.url)
        .post(`${path}/transactions`)
        .set(ada.authorization)
        .send({ account_id: main, type: 'buy', symbol: 'NFLX', quantity: 1, price: 5, date: '2024-02-01' })
        .expect(201);
      const { body } = await ask(path).set('If-None-Match', String(etag)).expect(200);
      expect(body.assets.some(({ symbol }: { symbol: string }) => symbol === 'NFLX')).toBe(true);
    }
    await untilAtHand(path);
    await request(two.url).delete(path).set(ada.authorization).expect(204);
    await ask(path).expect(404);
  });

  it('are left to the route where a symbol is unknown, twice there, or one’s own', async () => {
    await untilAtHand(QUOTES);
    const { body } = await ask(`${QUOTES},AAPL,NOSUCHSYMBOL,PRIVATE:HOUSE`).expect(200);
    expect([body.items.length, body.missing.length]).toEqual([4, 3]);
    await ask(`${QUOTES}&more=1`).expect(400);
    await ask(`${QUOTES},${'A'.repeat(21)}`).expect(400);
  });
});
