// Usage: node deploy/upgrade-load.mjs https://tickfolio.example, until standard input ends. Asks all the time, writes and
// reads, and listens on a socket; exits 1 when a request failed, or the socket was apart or its ticks were late by more than
// 2 s.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';

const GAP_LIMIT_MS = 2_000;
/** MARKET_REFRESH_SECONDS, when it is not set. */
const TICKS_EVERY_MS = 5_000;
const READERS = 8;
const [url] = process.argv.slice(2);

const email = `load-${randomBytes(6).toString('hex')}@example.com`;
const account = { email, password: randomBytes(18).toString('base64url'), full_name: 'Load' };
const json = { 'content-type': 'application/json' };
const registered = await fetch(`${url}/api/v1/auth/register`, {
  method: 'POST',
  headers: json,
  body: JSON.stringify(account),
});
const { access_token } = await registered.json();
const headers = { ...json, authorization: `Bearer ${access_token}` };

const started = Date.now();
const failures = [];
let answered = 0;
let going = true;
process.stdin.resume().on('end', () => (going = false));

async function ask(method, path, body) {
  const asked = Date.now();
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers, body }).catch((error) => ({
    status: String(error.cause ?? error),
  }));
  const text = await answer.text?.();
  if (answer.status === 429) await pause(1_000);
  else if (typeof answer.status === 'number' && answer.status < 300) answered += 1;
  else {
    const when = `${((asked - started) / 1_000).toFixed(1)} s, after ${Date.now() - asked} ms`;
    failures.push(`${when}: ${method} ${path}: ${answer.status} ${text?.slice(0, 200)}`);
  }
}

async function reader(number) {
  const body = JSON.stringify({ name: `Load ${number}`, assets: [] });
  while (going) {
    if (number % 4 === 0) await ask('POST', '/portfolio', body);
    else await ask('GET', number % 2 ? '/market/real-time/AAPL' : '/users/me');
    // Slow enough for the limits of one user, all readers together.
    await pause(READERS * 130);
  }
}

const gaps = { apart: 0, late: 0 };
let apartSince;
let lastTick = Date.now();
const socket = io(`${url}/stream`, {
  transports: ['websocket'],
  auth: { token: access_token },
  // As the client of this repository comes back.
  reconnectionDelay: 500,
});
socket.on('connect', () => {
  if (apartSince) gaps.apart = Math.max(gaps.apart, Date.now() - apartSince);
  apartSince = undefined;
  socket.emit('market:subscribe', { symbols: ['AAPL', 'MSFT'] });
});
socket.on('disconnect', () => (apartSince = Date.now()));
socket.on('market:tick', () => {
  gaps.late = Math.max(gaps.late, Date.now() - lastTick - TICKS_EVERY_MS);
  lastTick = Date.now();
});

await Promise.all(Array.from({ length: READERS }, (_, number) => reader(number)));
socket.close();
console.log(
  `    ${answered} requests answered, ${failures.length} failed; the socket was apart for at most ${gaps.apart} ms, its ticks late by ${gaps.late} ms`,
);
for (const failure of failures.slice(0, 10)) console.log(`    ${failure}`);
process.exit(failures.length === 0 && Math.max(gaps.apart, gaps.late) <= GAP_LIMIT_MS ? 0 : 1);
