import { call, signUp } from '../client.mjs';
import { grow, timed, verdict } from '../measure.mjs';
import { runLoad, startTickfolio } from '../processes.mjs';
import { SYMBOLS } from '../ticks.mjs';

const SECONDS = 2;
const USERS = 12;
const LAST_DAY = '2023-12-31';
const LOTS_A_SYMBOL = 2;

/** Time for once, twice and four times the data, the users with their symbols, and the holdings, against linear growth. */
export async function growth(stores) {
  const tickfolio = await startTickfolio(stores.variables({ ROLE: 'api', QUOTE_TTL_SECONDS: '3600' }));
  const kinds = {
    'years of days as JSON, from 2.5': yearsOfDays,
    [`users who ask for a symbol of their own, from ${USERS}`]: users,
    'symbols of a portfolio, performance over ten years never asked for before, from 5': holdings,
  };
  const lines = [];
  try {
    for (const [what, prepare] of Object.entries(kinds)) {
      for (const { size, ...figures } of await grow(await prepare(tickfolio.url))) {
        lines.push(verdict(`${size} × ${what}`, figures, 'ms', { atMost: 1.1 }));
      }
    }
    return lines;
  } finally {
    await tickfolio.stop();
  }
}

async function yearsOfDays(url) {
  const token = await signUp(url);
  const path = (size) =>
    `/market/historical/AAPL?from=${{ 1: '2021-07-01', 2: '2019-01-01', 4: '2014-01-01' }[size]}&to=${LAST_DAY}`;
  await call(url, 'GET', path(4), { token });
  return async (size) => {
    const { rate } = await runLoad('load-http.mjs', [`${url}/api/v1${path(size)}`, SECONDS, 1, token]);
    return 1_000 / rate;
  };
}

async function users(url) {
  const tokens = [];
  for (let i = 0; i < USERS * 4; i++) tokens.push(await signUp(url));
  const paths = SYMBOLS.map((symbol) => `${url}/api/v1/market/real-time/${symbol}`);
  for (const symbol of SYMBOLS) await call(url, 'GET', `/market/real-time/${symbol}`, { token: tokens[0] });
  return async (size) => {
    const asking = USERS * size;
    const targets = [paths.slice(0, 5 * size).join(), SECONDS, asking, tokens.slice(0, asking).join()];
    const { rate } = await runLoad('load-http.mjs', targets);
    return (asking * 1_000) / rate;
  };
}

async function holdings(url) {
  const token = await signUp(url);
  const ids = [];
  for (const size of [1, 2, 4]) {
    const body = { name: `${size} ×`, currency: 'USD', assets: SYMBOLS.slice(0, 5 * size).flatMap(lots) };
    const { id } = await (await call(url, 'POST', '/portfolio', { token, body })).json();
    ids.push(id);
    await call(url, 'GET', `/portfolio/${id}/performance?to=${LAST_DAY}`, { token });
  }
  let window = 0;
  return (size) =>
    timed(async () => {
      // Each first day makes an analysis that is not stored yet.
      const from = new Date(Date.UTC(2014, 0, 2 + window++)).toISOString().slice(0, 10);
      const path = `/portfolio/${ids[Math.log2(size)]}/performance?from=${from}&to=${LAST_DAY}`;
      await (await call(url, 'GET', path, { token })).arrayBuffer();
    });
}

const lots = (symbol) =>
  Array.from({ length: LOTS_A_SYMBOL }, (_, i) => ({
    symbol,
    quantity: 10 + i,
    purchase_price: 100,
    purchase_date: `201${3 + i}-03-04`,
  }));
