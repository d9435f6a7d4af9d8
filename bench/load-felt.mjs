// node load-felt.mjs KIND URL TOKEN PORTFOLIO SECONDS ROUND: what one user of little wants, again and again; prints { times, failed }: the
// milliseconds that each took, and how many were refused.
import { setTimeout as pause } from 'node:timers/promises';
import { call } from './client.mjs';

const [kind, url, token, portfolio, seconds, round] = process.argv.slice(2);
const PACE_MS = 100;
const POLL_MS = 100;
const LEAST = 5;
const order = { portfolio_id: portfolio, type: 'holdings', format: 'json', notify: false };
const statement = 'Date,Action,Ticker,Qty,Price,Amount,Currency\n2023-01-03,Buy,AAPL,1,100,100,USD';
const dayOf2020 = (day) => new Date(Date.UTC(2020, 0, 2 + (day % 900))).toISOString().slice(0, 10);

const WISHES = {
  read: [1, () => call(url, 'GET', `/portfolio/${portfolio}`, { token })],
  // Fewer than the provider allows a second: who asks for all of them waits for himself, again and again once he is late.
  quote: [3, (n) => call(url, 'GET', `/market/real-time/Q${round}X${n}`, { token })],
  analysis: [3, (n) => call(url, 'GET', `/portfolio/${portfolio}/performance?${windowOf(n)}`, { token })],
  report: [3, finishedReport],
  import: [6, readImport],
};

const [paces, wish] = WISHES[kind];
const times = [];
let failed = 0;
const end = performance.now() + Number(seconds) * 1_000;
for (let n = 0; n < LEAST || performance.now() < end; n++) {
  const begun = performance.now();
  const outcome = await wish(n).then(
    (response) => response?.arrayBuffer(),
    (error) => error,
  );
  if (outcome instanceof Error) failed++;
  times.push(performance.now() - begun);
  await pause(Math.max(0, paces * PACE_MS - times.at(-1)));
}
console.log(JSON.stringify({ times, failed }));

/** One that was not asked for before. */
function windowOf(n) {
  return `from=${dayOf2020(Number(round) * 400 + n)}&to=2023-12-29`;
}

async function finishedReport() {
  const { id } = await (await call(url, 'POST', '/reports', { token, body: order })).json();
  for (;;) {
    const { status } = await (await call(url, 'GET', `/reports/${id}`, { token })).json();
    if (status === 'completed') return;
    if (status === 'failed') throw new Error(`report ${id} failed`);
    await pause(POLL_MS);
  }
}

async function readImport() {
  const path = `/portfolio/${portfolio}/imports`;
  const { id } = await (await call(url, 'POST', path, { token, file: statement })).json();
  for (;;) {
    const { status } = await (await call(url, 'GET', `${path}/${id}`, { token })).json();
    if (status !== 'reading') break;
    await pause(POLL_MS);
  }
  return call(url, 'DELETE', `${path}/${id}`, { token });
}
