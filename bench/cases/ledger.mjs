import mongoose from 'mongoose';
import { callPatiently, signUp } from '../client.mjs';
import { DAYS, dateOf, FIRST, LAST, largeLedger, linesOf, storeCloses, SYMBOLS } from '../large-ledger.mjs';
import { grow, limit, median, spread, timed, toldLines, verdict } from '../measure.mjs';
import { ANY_CORE, busyMs, startBaseline, startTickfolio } from '../processes.mjs';

const LINES = 10_000;
const MOST_LINES = 50_000;
const ROUNDS = 3;
/** A window takes some tenths of a second, of which a collection of garbage may be half: the median needs many. */
const GROWTH_ROUNDS = 15;
const CPU = 'ms of CPU';

/** 10,000 lines, 250 symbols, twenty years: analysed cold and after one more line, against reading what that needs. */
export async function ledger(stores) {
  const variables = stores.variables({ ROLE: 'api' });
  const tickfolio = await startTickfolio(variables, { core: ANY_CORE });
  const client = await new mongoose.mongo.MongoClient(variables.MONGODB_URI).connect();
  const started = [tickfolio];
  const { lines, tell } = toldLines();
  try {
    await storeCloses(client.db());
    const { url } = tickfolio;
    const token = await signUp(url);
    const ledgers = [];
    for (let i = 0; i <= ROUNDS; i++) ledgers.push(await largeLedger(url, token, LINES));
    const reader = await startBaseline(
      'ledger-reads.mjs',
      [variables.MONGODB_URI, ledgers[0].id, FIRST, LAST, ...SYMBOLS],
      { core: ANY_CORE },
    );
    started.push(reader);
    const bench = {
      url,
      token,
      ask: (path) => callPatiently(url, 'GET', `/portfolio/${path}`, { token }),
      asking: (work) => busy(tickfolio.pid, work),
      read: () => busy(reader.pid, async () => (await fetch(reader.url)).text()),
      /** Prices that are in memory do not count any more. */
      forget: () =>
        client
          .db()
          .collection('market_series')
          .updateMany({}, { $inc: { revision: 1 } }),
    };
    tell(limit('5,000 lines posted', median(ledgers.flatMap(({ times }) => times)), 'ms', 3_000));
    tell(...(await coldAndAdded(bench, ledgers)));
    tell(...(await growth(bench)));
    tell(await largestLedger(bench));
    return lines;
  } finally {
    await client.close();
    await Promise.all(started.map((server) => server.stop()));
  }
}

/** Processor time, since the machine is not ours alone; that of a database in this process counts on both sides. */
async function busy(pid, work) {
  const before = busyMs([pid, process.pid]);
  await work();
  return busyMs([pid, process.pid]) - before;
}

/** The first ledger warms up what is measured. */
async function coldAndAdded({ url, token, ask, asking, read, forget }, ledgers) {
  const rounds = [];
  await read();
  for (const { id, account } of ledgers) {
    await forget();
    const reading = await read();
    const cold = await asking(() => ask(`${id}/performance?to=${LAST}`));
    const added = [];
    for (const symbol of SYMBOLS.slice(0, 3)) {
      const body = { account_id: account, type: 'buy', date: LAST, symbol, quantity: 1, price: 60 };
      const add = async () => {
        await callPatiently(url, 'POST', `/portfolio/${id}/transactions`, { token, body });
        await ask(`${id}/performance?to=${LAST}`);
      };
      added.push(await asking(add));
    }
    rounds.push({ reading, cold, added: median(added) });
  }
  const ratioOf = (ours, baseline) => ratios(rounds.slice(1), ours, baseline);
  const added = 'one line of today added and all analysed again';
  return [
    verdict(
      '10,000 lines cold: prices and lines read, computed, stored, sent',
      ratioOf('cold', 'reading'),
      CPU,
      { atMost: 2 },
    ),
    verdict(`${added}, against cold`, ratioOf('added', 'cold'), CPU, { atMost: 0.1 }),
    verdict(`${added}, against reading`, ratioOf('added', 'reading'), CPU, { atMost: 0.1 }),
  ];
}

function ratios(rounds, ours, baseline) {
  const each = rounds.map((round) => round[ours] / round[baseline]);
  return {
    ours: median(rounds.map((round) => round[ours])),
    baseline: median(rounds.map((round) => round[baseline])),
    ratio: median(each),
    spread: spread(each),
  };
}

async function growth({ url, token, ask, asking }) {
  const ids = {};
  for (const size of [1, 2, 4]) {
    ids[size] = (await largeLedger(url, token, 2_500 * size, Math.floor((SYMBOLS.length * size) / 4))).id;
    await ask(`${ids[size]}/performance?to=${LAST}`);
  }
  let window = 1;
  const measure = (size) =>
    asking(() => ask(`${ids[size]}/performance?from=${dateOf(DAYS[window++])}&to=${LAST}`));
  const grown = await grow(measure, { rounds: GROWTH_ROUNDS });
  return grown.map(({ size, ...figures }) =>
    verdict(`${size} × 2,500 lines of 62 symbols, a window never asked for before`, figures, CPU, {
      atMost: 1.1,
    }),
  );
}

async function largestLedger({ url, token, ask }) {
  const { id, account } = await largeLedger(url, token, MOST_LINES);
  const cold = await timed(() => ask(`${id}/performance?to=${LAST}`));
  const [line] = linesOf(account, 2);
  const refused = await fetch(`${url}/api/v1/portfolio/${id}/transactions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(line),
  });
  const { code } = await refused.json();
  if (code !== 'ledger.too_many_lines')
    throw new Error(`one line more was answered with ${refused.status} ${code}`);
  return limit('50,000 lines, analysed for the first time', cold, 'ms', 10_000);
}
