// node scripts/smoke.mjs https://tickfolio.example: one new user walks the main job of a running installation, as after an
// upgrade. Needs only what the image has.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const [url] = process.argv.slice(2);
if (!URL.canParse(url ?? '')) {
  console.error('usage: node scripts/smoke.mjs https://tickfolio.example');
  process.exit(1);
}
let token;

async function call(method, path, body) {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function until(what, ask, attempts = 120) {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const outcome = await ask().catch(() => undefined);
    if (outcome) return outcome;
    await pause(500);
  }
  throw new Error(`${what} did not happen within ${attempts / 2} s`);
}

const step = (what) => console.log(`ok  ${what}`);

await until('readiness', () => call('GET', '/health/ready'));
step('ready');

const email = `smoke-${randomBytes(6).toString('hex')}@example.com`;
const password = randomBytes(18).toString('base64url');
const account = await (
  await call('POST', '/api/v1/auth/register', { email, password, full_name: 'Smoke Test' })
).json();
token = account.access_token;
step('registered');

const quote = await (await call('GET', '/api/v1/market/real-time/AAPL')).json();
step(`quote of ${quote.symbol}: ${quote.close} ${quote.currency}`);

const portfolio = await (
  await call('POST', '/api/v1/portfolio', {
    name: 'Smoke',
    assets: [{ symbol: 'AAPL', quantity: 1, purchase_price: 100, purchase_date: '2024-01-02' }],
  })
).json();
const performance = await (await call('GET', `/api/v1/portfolio/${portfolio.id}/performance`)).json();
step(`portfolio is worth ${performance.summary.market_value}`);

const order = { portfolio_id: portfolio.id, type: 'performance', format: 'pdf' };
const { id } = await (await call('POST', '/api/v1/reports', order)).json();
const report = await until('the report', async () => {
  const state = await (await call('GET', `/api/v1/reports/${id}`)).json();
  return ['completed', 'failed'].includes(state.status) ? state : undefined;
});
if (report.status !== 'completed') throw new Error(`the report failed: ${report.error}`);
const file = await (await call('GET', `/api/v1/reports/${id}/download`)).arrayBuffer();
step(`report of ${file.byteLength} bytes`);

await call('DELETE', `/api/v1/portfolio/${portfolio.id}`);
console.log('the installation works');
