import { signUp } from '../client.mjs';
import { collectGarbage } from '../garbage.mjs';
import { interleave, limit, median, toldLines, verdict } from '../measure.mjs';
import {
  busyMs,
  LOAD_CORE,
  residentMb,
  startBaseline,
  startDialogue,
  startProducer,
  startServer,
  startTickfolio,
} from '../processes.mjs';
import { madeUp } from '../ticks.mjs';
import { freePort } from '../../scripts/server.mjs';

const SYMBOLS = madeUp(200);
const EACH = 20;
const MANY = 10_000;
const FEW = 1_000;
/** A user may have twenty sockets at an instance. */
const USERS = MANY / 20;
const BATCHES_A_SECOND = 2;
const WATCHED_MS = 4_000;
/** Long enough for one burst to be handed out before the next comes. */
const BETWEEN_BURSTS_S = 4;

/** What a socket costs: a message, a burst for very many, memory, a connection; 20 of 200 symbols each. */
export async function sockets(stores) {
  const provider = await startServer('provider-stand-in.mjs', [0, 4], { core: LOAD_CORE });
  const variables = stores.variables({
    ROLE: 'api',
    BCRYPT_COST: '4',
    MARKET_PROVIDERS: 'yahoo-finance',
    YAHOO_BASE_URL: provider.url,
    QUOTE_TTL_SECONDS: '3600',
  });
  const stream = `bench-${Date.now()}`;
  const ours = {
    start: (more) => startTickfolio({ ...variables, ...more }),
    produce: (rate) => startProducer('tick-producer.mjs', [rate, SYMBOLS.length], variables),
  };
  const bare = {
    start: (more) => startBaseline('socket-io.mjs', [variables.REDIS_URL, stream], { variables: more }),
    produce: (rate) =>
      startProducer('baselines/socket-io-producer.mjs', [variables.REDIS_URL, stream, rate, SYMBOLS.length]),
  };
  const { lines, tell } = toldLines();
  const tokens = await signUps(ours);

  const each = async (what) => ({ ours: await what(ours), bare: await what(bare) });
  const weights = await each((side) => weigh(side, tokens));
  tell(limit('memory a socket (beside: bare Socket.IO)', weights.ours, 'KB', 22, weights.bare));
  const bursts = await each((side) => burst(side, tokens));
  tell(limit('delay of a burst to 10,000 sockets, p99', bursts.ours, 'ms', 500, bursts.bare));

  const running = await each((side) => side.start());
  try {
    const connected = (side) => connects(running[side], tokens);
    const { rate } = await interleave(
      () => connected('ours'),
      () => connected('bare'),
      { rounds: 3 },
    );
    tell(verdict('connects a second, each told 20 quotes', rate, '/s', { atLeast: 0.8 }));
    const costs = { ours: [], bare: [] };
    for (let round = 0; round < 2; round++)
      for (const [name, side] of Object.entries({ ours, bare }))
        costs[name].push(await message(side, running[name], tokens));
    tell(limit('CPU of a message delivered', median(costs.ours), 'µs', 4, median(costs.bare)));
  } finally {
    await running.ours.stop();
    await running.bare.stop();
    await provider.stop();
  }
  return lines;
}

async function signUps(side) {
  const server = await side.start();
  const tokens = [];
  while (tokens.length < USERS) tokens.push(await signUp(server.url));
  await server.stop();
  return tokens;
}

/** Runs something with so many sockets of a server. */
async function withFleet({ url }, tokens, count, run) {
  const fleet = await startDialogue('load-fleet.mjs', [], { core: LOAD_CORE });
  const tell = async (order) => JSON.parse(await fleet.ask(JSON.stringify(order)));
  try {
    const opened = await tell({ open: { url, tokens, sockets: count, symbols: SYMBOLS, each: EACH } });
    const result = await run({ opened, watch: (milliseconds) => tell({ watch: milliseconds }) });
    await tell({ close: true });
    return result;
  } finally {
    await fleet.stop();
  }
}

/** Kilobytes of resident memory that a socket adds, garbage aside. */
async function weigh(side, tokens) {
  const port = await freePort();
  const server = await side.start({ NODE_OPTIONS: `--inspect=127.0.0.1:${port}` });
  try {
    // What the first ones load and compile is not theirs.
    await withFleet(server, tokens, FEW, () => undefined);
    await collectGarbage(port);
    const before = residentMb(server.pid);
    return await withFleet(server, tokens, MANY, async () => {
      await collectGarbage(port);
      return ((residentMb(server.pid) - before) * 1_024) / MANY;
    });
  } finally {
    await server.stop();
  }
}

/** Milliseconds from the receipt of a price to a client's receipt of the tick, where all 200 symbols tick at once. */
async function burst(side, tokens) {
  const server = await side.start();
  try {
    return await withFleet(server, tokens, MANY, async ({ watch }) => {
      const producer = await side.produce(1 / BETWEEN_BURSTS_S);
      await watch(BETWEEN_BURSTS_S * 1_000 - 500);
      const { p99 } = await watch(3 * BETWEEN_BURSTS_S * 1_000);
      await producer.stop();
      return p99;
    });
  } finally {
    await server.stop();
  }
}

function connects(server, tokens) {
  return withFleet(server, tokens, FEW, ({ opened }) => opened);
}

/** Microseconds of the server's processor time for each tick that a client received. */
async function message(side, server, tokens) {
  const producer = await side.produce(BATCHES_A_SECOND);
  try {
    return await withFleet(server, tokens, FEW, async ({ watch }) => {
      await watch(1_000);
      const before = busyMs([server.pid]);
      const { messages } = await watch(WATCHED_MS);
      return ((busyMs([server.pid]) - before) * 1_000) / messages;
    });
  } finally {
    await producer.stop();
  }
}
