// node load-fleet.mjs: a fleet of raw sockets that does what lines of JSON on its input say, and answers each with a line:
// { open: { url, tokens, sockets, symbols, each } } → { rate }: opens so many, each with its own choice of the symbols;
// { watch: milliseconds } → { messages, p99, busy }: counts the ticks, and their delay from `received_at` at every 20th socket;
// { close: true } → {}.
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { busySince, percentile, startOfWork } from './measure.mjs';
import { openRawSocket } from './raw-socket.mjs';

const WAVE = 50;
const SAMPLED = 20;
const ATTEMPTS = 10;
const STAMP = Buffer.from('"received_at":"');
const TICK = Buffer.from('42/stream,["market:tick"');
let ends = [];
let messages = 0;
let delays = [];

const isTick = (bytes, from) => bytes.compare(TICK, 0, TICK.length, from, from + TICK.length) === 0;

function count(bytes, from) {
  if (isTick(bytes, from)) messages++;
}

function time(bytes, from) {
  if (!isTick(bytes, from)) return;
  messages++;
  const at = bytes.indexOf(STAMP, from) + STAMP.length;
  delays.push(Date.now() - Date.parse(bytes.latin1Slice(at, at + 24)));
}

/** A store that is busy with the load beside it is asked again. */
async function openPatiently(wish) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openRawSocket(wish);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function open({ url, tokens, sockets, symbols, each }) {
  const start = performance.now();
  let next = 0;
  const opener = async () => {
    while (next < sockets) {
      const i = next++;
      const own = Array.from({ length: each }, (_, k) => symbols[(i * 7 + k * 31) % symbols.length]);
      const onEvent = i % SAMPLED === 0 ? time : count;
      ends.push(await openPatiently({ url, token: tokens[i % tokens.length], symbols: own, onEvent }));
    }
  };
  await Promise.all(Array.from({ length: WAVE }, opener));
  return { rate: (sockets * 1_000) / (performance.now() - start) };
}

async function watch(milliseconds) {
  messages = 0;
  delays = [];
  const start = startOfWork();
  await pause(milliseconds);
  return { messages, p99: percentile(delays, 0.99), busy: busySince(start) };
}

function close() {
  for (const end of ends) end();
  ends = [];
  return {};
}

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const answer = order.open ? await open(order.open) : order.watch ? await watch(order.watch) : close();
  console.log(JSON.stringify(answer));
}
process.exit(0);
