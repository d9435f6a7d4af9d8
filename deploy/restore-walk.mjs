// Usage: node deploy/restore-walk.mjs URL FILE. Makes an account with a portfolio and writes it down in FILE; when FILE is
// there, finds it again: the password signs in, the portfolio is whole, and a session from before still holds.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const [url, file] = process.argv.slice(2);
const asset = { symbol: 'AAPL', quantity: 7, purchase_price: 100, purchase_date: '2024-01-02' };

async function call(method, path, token, body) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The proxy opens its door a moment after it calls itself healthy. */
async function untilReady() {
  for (const deadline = Date.now() + 30_000; ; await pause(250)) {
    const answer = await fetch(`${url}/health/ready`).catch((error) => error);
    if (answer.ok) return;
    if (Date.now() > deadline) throw new Error('the installation is not ready', { cause: answer });
  }
}

await untilReady();
if (existsSync(file)) {
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  const { access_token } = await call('POST', '/auth/login', undefined, kept.credentials);
  for (const token of [access_token, kept.token]) {
    const portfolio = await call('GET', `/portfolio/${kept.portfolio}`, token);
    if (portfolio.assets[0]?.quantity !== asset.quantity) throw new Error(JSON.stringify(portfolio));
  }
  console.log('    the account, its session and its portfolio are there');
} else {
  const email = `restore-${randomBytes(6).toString('hex')}@example.com`;
  const credentials = { email, password: randomBytes(18).toString('base64url') };
  const account = await call('POST', '/auth/register', undefined, { ...credentials, full_name: 'Restore' });
  const portfolio = await call('POST', '/portfolio', account.access_token, { name: 'Kept', assets: [asset] });
  writeFileSync(file, JSON.stringify({ credentials, token: account.access_token, portfolio: portfolio.id }));
}
