// A client's walk through the main job: log in, watch prices, keep a portfolio, learn how it did, get the report.
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { untilReady } from './server.mjs';

const DEMO = { email: 'demo@tickfolio.local', password: 'demo-portfolio-2020' };
const REPORT = './quickstart-report.pdf';
const percent = (fraction) => (fraction === null ? 'none' : `${(fraction * 100).toFixed(2)} %`);

/** @param url the running server, such as http://127.0.0.1:3000 */
export async function walkThrough(url) {
  await untilReady(url);
  const call = client(url);

  const { access_token, user } = await call('POST', '/auth/login', DEMO);
  call.token = access_token;
  console.log(`logged in          ${user.email}`);

  for (const tick of await receiveTicks(url, access_token, ['AAPL', 'MSFT'], 3)) {
    console.log(
      `tick               ${tick.symbol} ${tick.close} ${tick.currency} (${tick.source}, seq ${tick.seq})`,
    );
  }

  const { price, date } = await firstCloseOf(call, 'SPX', '2008-12-01');
  const portfolio = await call('POST', '/portfolio/', {
    name: 'Quickstart',
    currency: 'USD',
    assets: [
      { symbol: 'SPX', quantity: 2, purchase_price: price, purchase_date: date },
      { symbol: 'AAPL', quantity: 10, purchase_price: 100, purchase_date: '2019-06-03' },
    ],
  });
  console.log(`portfolio          ${portfolio.name}, ${portfolio.assets.length} assets`);

  const { summary, returns, risk } = await call('GET', `/portfolio/${portfolio.id}/performance`);
  console.log(
    `market value       ${summary.market_value.toFixed(2)} USD, P&L ${percent(summary.unrealised_pnl_percent)}`,
  );
  console.log(`time-weighted      ${percent(returns.time_weighted.value)}`);
  console.log(`money-weighted     ${percent(returns.money_weighted.value)} a year`);
  console.log(
    `volatility         ${percent(risk.volatility)}, max drawdown ${percent(risk.max_drawdown.value)}`,
  );

  const report = await orderReport(call, portfolio.id);
  const file = await call.download(report.download_url);
  await writeFile(REPORT, file);
  console.log(`report             ${REPORT}, ${file.length} bytes`);
}

async function firstCloseOf(call, symbol, from) {
  const { items } = await call('GET', `/market/historical/${symbol}?from=${from}&to=2009-01-31`);
  return { price: items[0].close, date: items[0].timestamp.slice(0, 10) };
}

async function orderReport(call, portfolio_id) {
  const order = { portfolio_id, type: 'performance', format: 'pdf' };
  let report = await call('POST', '/reports/', order, { 'Idempotency-Key': `quickstart-${Date.now()}` });
  while (report.status === 'queued' || report.status === 'running') {
    await pause(100);
    report = await call('GET', `/reports/${report.id}`);
  }
  if (report.status !== 'completed') throw new Error(`the report ended ${report.status}: ${report.error}`);
  return report;
}

function client(url) {
  const send = async (method, path, body, headers = {}) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(call.token && { Authorization: `Bearer ${call.token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} → ${response.status} ${await response.text()}`);
    return response;
  };
  const call = async (method, path, body, headers) =>
    (await send(method, `/api/v1${path}`, body, headers)).json();
  call.download = async (path) => Buffer.from(await (await send('GET', path)).arrayBuffer());
  return call;
}

function receiveTicks(url, token, symbols, count) {
  const socket = io(`${url}/stream`, { auth: { token }, transports: ['websocket'] });
  const ticks = new Promise((resolve, reject) => {
    const received = [];
    socket.on('connect_error', reject);
    socket.on('market:tick', (tick) => {
      received.push(tick);
      if (received.length === count) resolve(received);
    });
    socket.on('connect', () => {
      void socket.emitWithAck('market:subscribe', { symbols }).then(({ quotes }) => {
        console.log(
          `subscribed         ${quotes.map(({ symbol, close }) => `${symbol} at ${close}`).join(', ')}`,
        );
      }, reject);
    });
  });
  return withDeadline(ticks, 30_000, 'no ticks').finally(() => socket.disconnect());
}

function withDeadline(promise, milliseconds, complaint) {
  const late = new AbortController();
  const timer = pause(milliseconds, undefined, { signal: late.signal }).then(() => {
    throw new Error(`${complaint} within ${milliseconds / 1_000} s`);
  });
  return Promise.race([promise, timer]).finally(() => {
    timer.catch(() => undefined);
    late.abort();
  });
}
