import { setTimeout as pause } from 'node:timers/promises';
import { call, PASSWORD, signUpAs } from '../client.mjs';
import { openOutageStores } from '../outage-stores.mjs';
import { runLoad, startTickfolio } from '../processes.mjs';

/** Milliseconds: all is well, then a store is away, then all has to be well again. */
const [BEFORE, AWAY, SECONDS] = [2_000, 4_000, 13];
const ASSETS = [{ symbol: 'AAPL', quantity: 10, purchase_price: 150, purchase_date: '2024-01-02' }];

/** A steady mix of requests while Redis, then MongoDB, is killed, then frozen, for four seconds. */
export async function outages(stores) {
  const { variables, redis, mongo, close } = await openOutageStores(stores);
  const api = await startTickfolio({ ...variables, ROLE: 'api' });
  const worker = await startTickfolio({ ...variables, ROLE: 'worker' });
  const email = 'outages@example.com';
  const token = await signUpAs(api.url, email);
  const body = { name: 'Outages', assets: ASSETS };
  const { id } = await (await call(api.url, 'POST', '/portfolio', { token, body })).json();
  await call(api.url, 'GET', `/portfolio/${id}/performance`, { token });

  const during = async (take, giveBack) => {
    const load = runLoad('load-mixed.mjs', [api.url, token, id, email, PASSWORD, SECONDS]);
    await pause(BEFORE);
    const taken = Date.now();
    await take();
    await pause(AWAY);
    await giveBack();
    const back = Date.now();
    const requests = await load;
    const unmade = await unmadeReports(api.url, token, requests);
    await untilWell([api, worker]);
    return { requests, unmade, taken, back };
  };
  try {
    const kill = (store) =>
      during(
        () => store.kill(),
        () => store.start(),
      );
    const freeze = (store) =>
      during(
        () => store.freeze(),
        () => store.thaw(),
      );
    return [
      ...linesOf('Redis killed', await kill(redis), WITHOUT_REDIS),
      ...linesOf('Redis frozen', await freeze(redis), WITHOUT_REDIS),
      ...linesOf('MongoDB killed', await kill(mongo), WITHOUT_MONGODB),
      ...linesOf('MongoDB frozen', await freeze(mongo), WITHOUT_MONGODB),
    ];
  } finally {
    await Promise.all([api.stop(), worker.stop()]);
    await close();
  }
}

/** What may become of requests meanwhile: `p99` in milliseconds, and which failures are the right answer. */
const WITHOUT_REDIS = { p99: 500, failures: /^$/, allowed: 'none' };
const WITHOUT_MONGODB = { p99: 5_000, failures: /^503 /, allowed: 'only 503' };
const RECOVERY = 5;

function linesOf(what, { requests, unmade, taken, back }, target) {
  const before = requests.filter(({ at }) => at < taken - 500);
  const meanwhile = requests.filter(({ at }) => at >= taken && at < back);
  const failed = requests.filter(({ outcome }) => outcome !== 'ok');
  const [usual, slow] = [p99(before), p99(meanwhile)];
  const lateFailures = failed.filter(({ at }) => at >= back).map(({ at }) => at - back);
  const recovery = Math.max(0, ...lateFailures) / 1_000;
  const line = (about, ours, baseline, ratio, wanted, reached) => ({
    what: `${what} for ${AWAY / 1_000} s: ${about}`,
    ours,
    baseline,
    ratio,
    target: wanted,
    reached,
  });
  return [
    line(
      `p99 of ${meanwhile.length} requests`,
      `${Math.round(slow)} ms`,
      `${Math.round(usual)} ms before`,
      (slow / usual).toFixed(1),
      `≤ ${target.p99} ms`,
      slow <= target.p99,
    ),
    line(
      'failed requests, by kind',
      byKind(failed) || 'none',
      '–',
      '–',
      target.allowed,
      failed.every(({ outcome }) => target.failures.test(outcome)),
    ),
    line('last failure after it is back', `${recovery} s`, '–', '–', `≤ ${RECOVERY} s`, recovery <= RECOVERY),
    line('accepted reports not made', `${unmade}`, '–', '–', '0', unmade === 0),
  ];
}

function p99(requests) {
  const times = requests.map(({ ms }) => ms).sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)];
}

/** Such as `12 × 503 http.unavailable (portfolio 8, login 4)`. */
function byKind(failed) {
  const counts = {};
  for (const { outcome, kind } of failed) {
    counts[outcome] ??= {};
    counts[outcome][kind] = (counts[outcome][kind] ?? 0) + 1;
  }
  return Object.entries(counts)
    .map(([outcome, kinds]) => {
      const each = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`);
      const total = Object.values(kinds).reduce((sum, count) => sum + count);
      return `${total} × ${outcome} (${each.join(', ')})`;
    })
    .join('; ');
}

/** How many of the reports that were accepted are not completed half a minute later. */
async function unmadeReports(url, token, requests) {
  const waiting = new Set(requests.flatMap(({ id }) => id ?? []));
  for (const deadline = Date.now() + 30_000; waiting.size > 0 && Date.now() < deadline; await pause(250)) {
    for (const id of waiting) {
      const { status } = await (await call(url, 'GET', `/reports/${id}`, { token })).json();
      if (status === 'completed') waiting.delete(id);
    }
  }
  return waiting.size;
}

async function untilWell(processes) {
  for (const { url } of processes) {
    const isWell = async () => (await (await fetch(`${url}/health/ready`)).json()).status === 'ok';
    while (!(await isWell())) await pause(100);
  }
}
