import { cpuUsage } from 'node:process';
import autocannon from 'autocannon';
import bcrypt from 'bcrypt';
import { call, PASSWORD, signUp, signUpAs } from '../client.mjs';
import { FROM, largePortfolio, SYMBOLS, TO } from '../large-portfolio.mjs';
import { interleave, limit, median, percentile, timed, toldLines, verdict } from '../measure.mjs';
import { busyMs, startBaseline, startTickfolio } from '../processes.mjs';

const ROUNDS = 3;
const AT_ONCE = 20;
const HOT = 20_000;
const FIRST_AT_ONCE = 8;
/** By so many accounts, one after another, of so many portfolios each; those of the first two only let V8 compile. */
const FIRST_ACCOUNTS = { compiling: 2, measured: 10 };
const FIRSTS_AN_ACCOUNT = 40;
/** Enough that V8 has compiled what they run, the first of them in the round that is not measured. */
const WRITTEN = 2_000;
/** Portfolios are made by so many accounts, as one seldom has many. */
const CREATORS = 100;
/** As many as connections, as nobody signs in twice at once. */
const SIGNERS = AT_ONCE;
/** The lowest; what it still costs is taken off. */
const BCRYPT_COST = 4;
const COMPARED = 200;

/** What a request of each route costs the API process, in µs of processor time; beside it the same of a bare Express. */
export async function routes(stores) {
  const tickfolio = await startTickfolio(
    stores.variables({ ROLE: 'api', QUOTE_TTL_SECONDS: '3600', BCRYPT_COST: String(BCRYPT_COST) }),
  );
  const token = await signUp(tickfolio.url);
  const headers = { authorization: `Bearer ${token}` };
  const quote = await (await call(tickfolio.url, 'GET', '/market/real-time/AAPL', { token })).text();
  const express = await startBaseline('express.mjs', [quote]);
  const bare = await startBaseline('node-http.mjs', [quote]);
  const lots = SYMBOLS.map((symbol) => ({ symbol, quantity: 2, purchase_price: 100, purchase_date: FROM }));
  const body = JSON.stringify({ name: 'Twenty', assets: lots });
  const { id } = await (
    await call(tickfolio.url, 'POST', '/portfolio', { token, body: JSON.parse(body) })
  ).json();
  const history = `/market/historical/AAPL?from=${FROM}&to=${TO}`;

  const asked = (path, more, amount) =>
    cpuOf(tickfolio, `/api/v1${path}`, { headers: { ...headers, ...more }, amount });
  const hot = () => asked('/market/real-time/AAPL', {}, HOT).then(perSecondOfCpu);
  const answered = (server) => cpuOf(server, '/quote', { amount: HOT }).then(perSecondOfCpu);
  const tagOf = async (path) =>
    (await call(tickfolio.url, 'GET', path, { token })).headers.get('etag') ?? '"none"';
  const beside = [];
  const row = async (what, most, measure) => {
    const times = [];
    await measure();
    for (let round = 0; round < ROUNDS; round++) {
      beside.push(await cpuOf(express, '/quote'));
      times.push(await measure());
    }
    return limit(what, median(times), 'µs', most, median(beside.slice(-ROUNDS)));
  };
  const unchanged = async (path) => {
    const tag = await tagOf(path);
    return () => asked(path, { 'if-none-match': tag });
  };
  try {
    const { lines, tell } = toldLines();
    const againstExpress = await interleave(hot, () => answered(express), { rounds: ROUNDS });
    tell(
      verdict('hot quote against Express, a second of processor', againstExpress.rate, '/s', {
        atLeast: 1.6,
      }),
    );
    const againstNode = await interleave(hot, () => answered(bare), { rounds: ROUNDS });
    tell(verdict('hot quote against node:http', againstNode.rate, '/s', { atLeast: 0.33 }));
    tell(await row('history, ten years', 1_000, () => asked(history)));
    tell(
      await row('history, ten years, gzipped', 1_000, () => asked(history, { 'accept-encoding': 'gzip' })),
    );
    tell(await row('20 quotes', 200, () => asked(`/market/real-time?symbols=${SYMBOLS}`)));
    tell(await row('GET /users/me', 450, () => asked('/users/me')));
    tell(await row('GET /users/me, 304', 200, await unchanged('/users/me')));
    tell(await row('GET /portfolio/{id}', 450, () => asked(`/portfolio/${id}`)));
    tell(await row('GET /portfolio/{id}, 304', 200, await unchanged(`/portfolio/${id}`)));
    // Before the thousands of portfolios that are written below: what comes after them waits for the embedded store.
    tell(...(await firstPerformances(tickfolio)));
    tell(await row('POST /portfolio, 20 lots', 2_200, () => creating(tickfolio, body)));
    tell(await row('sign-in without bcrypt', 2_200, () => signingIn(tickfolio)));
    return lines;
  } finally {
    await Promise.all([tickfolio, express, bare].map((server) => server.stop()));
  }
}

/** µs of the server's processor time for each of some requests. */
async function cpuOf(server, path, { amount = 3_000, ...request } = {}) {
  return cpuOfMany(server, [{ path, ...request }], amount);
}

async function cpuOfMany(server, requests, amount) {
  let begun = 0;
  const before = busyMs([server.pid]);
  const result = await autocannon({
    url: server.url,
    connections: AT_ONCE,
    timeout: 60,
    amount,
    // Each connection begins with another one, or all would ask the same at once.
    setupClient: (client) => client.setRequests(startingAt(requests, begun++)),
  });
  const cost = ((busyMs([server.pid]) - before) * 1_000) / amount;
  const failed = result.errors + result['4xx'] + result['5xx'];
  if (failed > 0) throw new Error(`${failed} of ${amount} requests to ${requests[0].path} failed`);
  return cost;
}

function startingAt(requests, place) {
  const first = place % requests.length;
  return [...requests.slice(first), ...requests.slice(0, first)];
}

const perSecondOfCpu = (cost) => ({ rate: 1e6 / cost });

const json = { 'content-type': 'application/json' };

async function creating(tickfolio, body) {
  const requests = [];
  for (let i = 0; i < CREATORS; i++) {
    const headers = { ...json, authorization: `Bearer ${await signUp(tickfolio.url)}` };
    requests.push({ method: 'POST', path: '/api/v1/portfolio', headers, body });
  }
  return cpuOfMany(tickfolio, requests, WRITTEN);
}

let signers = 0;

async function signingIn(tickfolio) {
  const requests = [];
  for (let i = 0; i < SIGNERS; i++) {
    const email = `signer${signers++}@example.com`;
    await signUpAs(tickfolio.url, email);
    const body = JSON.stringify({ email, password: PASSWORD });
    requests.push({ method: 'POST', path: '/api/v1/auth/login', headers: json, body });
  }
  return (await cpuOfMany(tickfolio, requests, WRITTEN)) - (await comparing());
}

/** µs of processor time that one comparison takes. */
async function comparing() {
  const hash = await bcrypt.hash(PASSWORD, BCRYPT_COST);
  const before = cpuUsage();
  for (let i = 0; i < COMPARED; i++) await bcrypt.compare(PASSWORD, hash);
  const { user, system } = cpuUsage(before);
  return (user + system) / COMPARED;
}

/** 50 lots of 20 symbols over ten years, none of them analysed before; the closes are in memory. */
async function firstPerformances(tickfolio) {
  const { compiling, measured } = FIRST_ACCOUNTS;
  await askedFirst(tickfolio, await unanalysed(tickfolio, compiling));
  const portfolios = await unanalysed(tickfolio, measured);
  const start = performance.now();
  const times = await askedFirst(tickfolio, portfolios);
  const rate = (times.length * 1_000) / (performance.now() - start);
  return [
    {
      what: `first performances a second, ${FIRST_AT_ONCE} at once`,
      ours: `${Math.round(rate)} /s`,
      baseline: '–',
      ratio: '–',
      target: '≥ 100 /s',
      reached: rate >= 100,
    },
    limit(`first performance, ${FIRST_AT_ONCE} at once, p99`, percentile(times, 0.99), 'ms', 500),
  ];
}

/** Large portfolios of so many fresh accounts. */
async function unanalysed({ url }, accounts) {
  const portfolios = [];
  for (let i = 0; i < accounts * FIRSTS_AN_ACCOUNT; i++) {
    const token = i % FIRSTS_AN_ACCOUNT === 0 ? await signUp(url) : portfolios.at(-1).token;
    portfolios.push({ token, id: await largePortfolio(url, token) });
  }
  return portfolios;
}

/** Milliseconds that each performance took. */
async function askedFirst({ url }, portfolios) {
  const times = [];
  const ask = async ({ id, token }) => {
    const path = `/portfolio/${id}/performance?from=${FROM}&to=${TO}`;
    times.push(await timed(async () => (await call(url, 'GET', path, { token })).text()));
  };
  const left = portfolios.values();
  const asker = async () => {
    for (const portfolio of left) await ask(portfolio);
  };
  await Promise.all(Array.from({ length: FIRST_AT_ONCE }, asker));
  return times;
}
