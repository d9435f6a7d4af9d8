import { createRequire } from 'node:module';
import mongoose from 'mongoose';
import { call, signUp } from '../client.mjs';
import { FROM, largePortfolio, SYMBOLS, TO } from '../large-portfolio.mjs';
import { interleave, limit, liveness, median, timed, verdict } from '../measure.mjs';
import { ANY_CORE, startBaseline, startTickfolio, watchAnswers } from '../processes.mjs';

const { analysePortfolio } = createRequire(import.meta.url)(
  '../../dist/analytics/portfolio/analyse-portfolio.js',
);

const REPEATS = 15;
const AT_ONCE = 20;
const BURSTS = 12;

/** 50 lots, 20 symbols, ten years: computed and stored, against reading the closes; and the liveness meanwhile. */
export async function performance(stores) {
  const variables = stores.variables({ ROLE: 'api' });
  const tickfolio = await startTickfolio(variables, { core: ANY_CORE });
  const driver = await startBaseline('closes.mjs', [variables.MONGODB_URI, FROM, TO, ...SYMBOLS], {
    core: ANY_CORE,
  });
  const bystander = await startBaseline('express.mjs', ['ok'], { core: ANY_CORE });
  const client = await new mongoose.mongo.MongoClient(variables.MONGODB_URI).connect();
  const token = await signUp(tickfolio.url);
  const ids = [];
  for (let i = 0; i < AT_ONCE; i++) ids.push(await largePortfolio(tickfolio.url, token));

  let rate = 0;
  const pathOf = (id) => `/portfolio/${id}/performance?to=${TO}&risk_free_rate=${rate / 1e4}`;
  const ask = async (id) => (await call(tickfolio.url, 'GET', pathOf(id), { token })).text();
  /** Another question, so that nothing stored answers it; other revisions, so that no prices in memory do either. */
  const forget = async () => {
    rate += 1;
    await client
      .db()
      .collection('market_series')
      .updateMany({}, { $inc: { revision: 1 } });
  };

  const ours = async () => {
    await forget();
    const cold = await timed(() => ask(ids[0]));
    return { cold, stored: await middleOf(REPEATS, () => ask(ids[0])) };
  };
  const baseline = async () => {
    const time = await middleOf(3, async () => (await fetch(driver.url)).text());
    return { cold: time, stored: time };
  };
  try {
    await ask(ids[0]);
    const { cold, stored } = await interleave(ours, baseline, { rounds: 7 });
    const again = await serverTime(tickfolio.url, 200, () => ask(ids[0]));
    const known = await serverTime(
      tickfolio.url,
      304,
      await revalidation(tickfolio.url + `/api/v1${pathOf(ids[0])}`, token),
    );
    const answers = await watchAnswers([`${tickfolio.url}/health/live`, `${bystander.url}/quote`]);
    for (let burst = 0; burst < BURSTS; burst++) {
      if (burst % 2) await forget();
      else rate += 1;
      await Promise.all(ids.map(ask));
    }
    const [live, beside] = await answers.stop();
    const [ten, twenty] = await computing();
    return [
      verdict('cold: prices read, computed, stored, sent', cold, 'ms', { atMost: 2 }),
      verdict('stored: the whole answer again', stored, 'ms', { atMost: 0.1 }),
      limit('stored: the whole answer again, server time', again, 'ms', 5),
      limit('stored: 304, server time', known, 'ms', 5),
      limit('computing alone', ten, 'ms', 15),
      verdict('computing twice the years', ratioOf(twenty, ten), 'ms', { atMost: 2.2 }),
      liveness(`during ${AT_ONCE} at once`, { live, beside }),
    ];
  } finally {
    await client.close();
    await Promise.all([tickfolio, driver, bystander].map((server) => server.stop()));
  }
}

async function middleOf(times, work) {
  const taken = [];
  for (let i = 0; i < times; i++) taken.push(await timed(work));
  return median(taken);
}

/** Milliseconds a request as the server counts them, over some repeats. */
async function serverTime(url, status, work) {
  const counted = async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return ['sum', 'count'].map((which) => {
      const line = new RegExp(
        `^tickfolio_http_request_seconds_${which}\\{.*/performance",status="${status}"\\} (.*)$`,
        'm',
      );
      return Number(line.exec(metrics)?.[1] ?? 0);
    });
  };
  const [sum, count] = await counted();
  for (let i = 0; i < REPEATS; i++) await work();
  const [sumAfter, countAfter] = await counted();
  if (countAfter - count !== REPEATS)
    throw new Error(`${countAfter - count} answers were counted, not ${REPEATS}`);
  return ((sumAfter - sum) * 1_000) / REPEATS;
}

/** Asks with the tag of the answer. */
async function revalidation(url, token) {
  const Authorization = `Bearer ${token}`;
  const first = await fetch(url, { headers: { Authorization } });
  await first.text();
  const headers = { Authorization, 'If-None-Match': first.headers.get('etag') };
  return async () => {
    const { status } = await fetch(url, { headers });
    if (status !== 304) throw new Error(`answered ${status}, not 304`);
  };
}

/** Milliseconds of the pure analysis over ten and over twenty years. */
async function computing() {
  const inputs = [10, 20].map(madeUpInput);
  const times = inputs.map(() => []);
  for (let i = 0; i < 60; i++) {
    for (const [which, input] of inputs.entries())
      times[which].push(await timed(() => analysePortfolio(input)));
  }
  return times.map(median);
}

function madeUpInput(years) {
  const days = Int32Array.from({ length: years * 261 }, (_, i) => 16_000 + Math.floor(i / 5) * 7 + (i % 5));
  const closesOf = (k) => Float64Array.from(days, (day) => 100 + k + 20 * Math.sin(day / (90 + k)));
  return {
    lots: Array.from({ length: 50 }, (_, i) => ({
      symbol: SYMBOLS[i % SYMBOLS.length],
      quantity: i + 1,
      purchasePrice: 100,
      purchaseDay: days[Math.floor((i * days.length) / 51)],
    })),
    prices: new Map(SYMBOLS.map((symbol, k) => [symbol, { days, closes: closesOf(k) }])),
    fromDay: null,
    toDay: days.at(-1),
    riskFreeAnnual: 0.02,
    periodsPerYear: 252,
  };
}

function ratioOf(ours, baseline) {
  const ratio = ours / baseline;
  return { ours, baseline, ratio, spread: [ratio, ratio] };
}
