import fc from 'fast-check';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openPortfolio } from '../../support/features/reports';
import { documentedRoutes, Route } from '../../support/contract/routes';

const REQUESTS = 5_000;
const AT_ONCE = 20;
/** The same requests in every run, so that a failure can be repeated; another seed is another 5,000. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122);

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    -1e308,
    5e-324,
    2 ** 53,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '%00',
    '../..',
    '$ne',
    '1e5',
    'NaN',
    '9999-99-99',
    '0000-00-00',
    '2024-02-30',
    '2024-01-31',
    'AAPL',
    'AAPL,MSFT',
    'f'.repeat(24),
    'x'.repeat(5_000),
    [],
    {},
    [[]],
    { $ne: null },
    { $gt: '' },
    { $where: 'sleep(1)' },
    { toString: 1 },
    { length: -1 },
    { then: 1 },
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.double(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(Number),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.jsonValue({ maxDepth: 4 }),
);

interface Attempt {
  method: string;
  path: string;
  type?: string;
  body?: string;
  superuser: boolean;
}

/** Requests of all kinds: the document's example with some fields replaced, arbitrary JSON, and what is no JSON at all. */
function attempts(routes: Route[], portfolioId: string): fc.Arbitrary<Attempt> {
  return fc.constantFrom(...routes).chain((route) =>
    fc.record({
      method: fc.constant(route.method.toUpperCase()),
      path: fc.tuple(pathOf(route, portfolioId), queryOf(route)).map(([path, query]) => path + query),
      type: fc.oneof(
        { weight: 12, arbitrary: fc.constant(route.contentType ?? 'application/json') },
        {
          weight: route.contentType ? 1 : 0,
          arbitrary: fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'x'),
        },
      ),
      body: route.method === 'get' ? fc.constant(undefined) : bodyOf(route),
      superuser: fc.boolean(),
    }),
  );
}

function pathOf({ path }: Route, portfolioId: string): fc.Arbitrary<string> {
  const values = path.split('/').map((part) => {
    if (!part.includes('{')) return fc.constant(part);
    const good = path.includes('/portfolio/') && part === '{id}' ? portfolioId : 'AAPL';
    const value = fc.oneof(
      { weight: 3, arbitrary: fc.constant(good) },
      { weight: 1, arbitrary: fc.constant('f'.repeat(24)) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map(encoded) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('%00', '%E0%A4%A', '$ne', '[object Object]', '__proto__', 'undefined'),
      },
    );
    return value.map((text) => part.replace(/\{\w+\}/, text || 'x'));
  });
  return fc.tuple(...values).map((parts) => parts.join('/'));
}

function queryOf({ queryParameters }: Route): fc.Arbitrary<string> {
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...queryParameters, 'limit') },
    { weight: 1, arbitrary: fc.constantFrom('a[$ne]', '$where', '__proto__', 'constructor', 'limit[]', '') },
  );
  const pair = fc.tuple(name, nasty).map(([key, value]) => `${encoded(key)}=${encoded(asText(value))}`);
  return fc.array(pair, { maxLength: 4 }).map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''));
}

function bodyOf({ exampleBody }: Route): fc.Arbitrary<string | undefined> {
  const changed =
    typeof exampleBody === 'object' && exampleBody !== null
      ? fc
          .dictionary(fc.constantFrom(...Object.keys(exampleBody), 'extra', '__proto__'), nasty, {
            maxKeys: 3,
          })
          .map((changes) => JSON.stringify({ ...exampleBody, ...changes }))
      : fc.string({ unit: 'binary', maxLength: 200 });
  return fc.oneof(
    { weight: 6, arbitrary: changed },
    { weight: 2, arbitrary: nasty.map((value) => JSON.stringify(value) ?? 'null') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, '', '{', '[1,', '{"a":1e999}', '['.repeat(50_000)) },
  );
}

/** A lone surrogate cannot be sent; it becomes what UTF-8 makes of it. */
const wellFormed = (text: string) => Buffer.from(text).toString();
const encoded = (text: string) => encodeURIComponent(wellFormed(text));
const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

describe('whatever is sent to whatever route', () => {
  let running: TestApp;
  let accounts: { user: Account; superuser: Account };
  let routes: Route[];
  let portfolioId: string;

  beforeAll(async () => {
    running = await startApp({
      ROLE: 'api',
      LOG_LEVEL: 'silent',
      RATE_LIMIT_PER_MINUTE: '1000000',
      RATE_LIMIT_AUTH_PER_MINUTE: '1000000',
    });
    accounts = { user: await registerUser(running), superuser: await registerSuperuser(running) };
    portfolioId = await openPortfolio(running, accounts.user);
    // Readiness may say 503: under this very load a store can be too slow for it.
    // The answer of the stream has no end.
    const left = ['/health/ready', '/api/v1/stream/events'];
    routes = (await documentedRoutes(running.url)).filter(({ path }) => !left.includes(path));
  });

  afterAll(() => running.close());

  it(`gets an answer that is no 5xx, and a problem if it is an error: ${REQUESTS} times`, async () => {
    const statuses = new Map<number, number>();
    const batch = fc.array(attempts(routes, portfolioId), {
      minLength: AT_ONCE,
      maxLength: AT_ONCE,
      size: 'max',
    });
    const check = fc.asyncProperty(batch, async (sent) => {
      await Promise.all(
        sent.map(async (attempt) => {
          const status = await send(attempt);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }),
      );
    });
    await fc.assert(check, { numRuns: REQUESTS / AT_ONCE, endOnFailure: true, seed: SEED });
    expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404]));
  }, 300_000);

  async function send({ method, path, type, body, superuser }: Attempt): Promise<number> {
    const { authorization } = superuser ? accounts.superuser : accounts.user;
    const headers = { ...authorization, ...(body !== undefined && type && { 'content-type': type }) };
    const answer = await fetch(running.url + path, { method, headers, body: body && wellFormed(body) });
    const text = await answer.text();
    if (answer.status >= 500) throw new Error(`${answer.status} for ${method} ${path}: ${text}`);
    const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
    if (answer.status >= 400 && !isProblem) throw new Error(`no problem+json for ${method} ${path}: ${text}`);
    return answer.status;
  }
});
