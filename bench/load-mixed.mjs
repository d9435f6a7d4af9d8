// node load-mixed.mjs URL TOKEN PORTFOLIO EMAIL PASSWORD SECONDS: a steady mix of requests, each sent at its time whatever became of the
// others; prints [{ at, kind, ms, outcome, id? }]: when it began, how long it took, `ok` or the status and code of its failure.
import { setTimeout as pause } from 'node:timers/promises';
import { call } from './client.mjs';

const [url, token, portfolio, email, password, seconds] = process.argv.slice(2);
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'GOOGL'];
const order = { portfolio_id: portfolio, type: 'holdings', format: 'json' };

/** Every so many milliseconds. */
const MIX = {
  quote: [12, (n) => call(url, 'GET', `/market/real-time/${SYMBOLS[n % SYMBOLS.length]}`, { token })],
  portfolio: [25, () => call(url, 'GET', `/portfolio/${portfolio}`, { token })],
  performance: [200, () => call(url, 'GET', `/portfolio/${portfolio}/performance`, { token })],
  login: [500, () => call(url, 'POST', '/auth/login', { body: { email, password } })],
  report: [1_000, () => call(url, 'POST', '/reports', { token, body: order })],
};

const requests = [];
const end = Date.now() + Number(seconds) * 1_000;
await Promise.all(Object.entries(MIX).map(([kind, mix]) => repeat(kind, ...mix)));
console.log(JSON.stringify(await Promise.all(requests)));

async function repeat(kind, every, send) {
  for (let n = 0, at = Date.now(); at < end; n++, at += every) {
    await pause(at - Date.now());
    requests.push(measure(kind, () => send(n)));
  }
}

async function measure(kind, send) {
  const at = Date.now();
  const start = performance.now();
  const [outcome, id] = await send().then(
    async (response) => ['ok', (await response.json()).id],
    (error) => [failureOf(error)],
  );
  return { at, kind, ms: performance.now() - start, outcome, ...(kind === 'report' && id && { id }) };
}

/** `503 http.unavailable`, or what the connection's error was. */
function failureOf(error) {
  const [, status, body] = /→ (\d{3}) ([^]*)$/.exec(error.message) ?? [];
  if (!status) return error.cause?.code ?? error.message;
  return `${status} ${/"code":"([^"]+)"/.exec(body)?.[1] ?? ''}`.trim();
}
