// A client's walk through the main job: log in, watch prices, keep a portfolio, learn how it did, get the report.
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { tsImport } from 'tsx/esm/api';
import { untilReady } from './server.mjs';

// The client from its sources, so that nothing has to be compiled first.
const { createTickfolioClient, expectData } = await tsImport('../client/src/index.ts', import.meta.url);
const { connectStream } = await tsImport('../client/src/stream.ts', import.meta.url);

const DEMO = { email: 'demo@tickfolio.local', password: 'demo-portfolio-2020' };
const REPORT = './quickstart-report.pdf';
const percent = (fraction) => (fraction === null ? 'none' : `${(fraction * 100).toFixed(2)} %`);

/** @param url the running server, such as http://127.0.0.1:3000 */
export async function walkThrough(url) {
  await untilReady(url);
  const tickfolio = createTickfolioClient({ baseUrl: url });

  const { user } = await tickfolio.session.login(DEMO);
  console.log(`logged in          ${user.email}`);

  for (const tick of await receiveTicks(url, tickfolio.session, ['AAPL', 'MSFT'], 3)) {
    console.log(
      `tick               ${tick.symbol} ${tick.close} ${tick.currency} (${tick.source}, seq ${tick.seq})`,
    );
  }

  const { price, date } = await firstCloseOf(tickfolio, 'SPX', '2008-12-01');
  const portfolio = expectData(
    await tickfolio.POST('/api/v1/portfolio', {
      body: {
        name: 'Quickstart',
        currency: 'USD',
        assets: [
          { symbol: 'SPX', quantity: 2, purchase_price: price, purchase_date: date },
          { symbol: 'AAPL', quantity: 10, purchase_price: 100, purchase_date: '2019-06-03' },
        ],
      },
    }),
  );
  console.log(`portfolio          ${portfolio.name}, ${portfolio.assets.length} assets`);

  const path = { id: portfolio.id };
  const { summary, returns, risk } = expectData(
    await tickfolio.GET('/api/v1/portfolio/{id}/performance', { params: { path } }),
  );
  console.log(
    `market value       ${summary.market_value.toFixed(2)} USD, P&L ${percent(summary.unrealised_pnl_percent)}`,
  );
  console.log(`time-weighted      ${percent(returns.time_weighted.value)}`);
  console.log(`money-weighted     ${percent(returns.money_weighted.value)} a year`);
  console.log(
    `volatility         ${percent(risk.volatility)}, max drawdown ${percent(risk.max_drawdown.value)}`,
  );

  const life = await tellLife(tickfolio);
  const file = await finishedReport(tickfolio, life.id);
  await writeFile(REPORT, file);
  console.log(`report             ${REPORT}, ${file.length} bytes`);
}

/** What the demo's saver did in some years, with two accounts in two currencies. */
async function tellLife(tickfolio) {
  const { items } = expectData(await tickfolio.GET('/api/v1/portfolio', {}));
  const life = items.find(({ name }) => name === 'Long-term savings');
  const params = { params: { path: { id: life.id } } };
  const [accounts, cash, realised, income] = (
    await Promise.all([
      tickfolio.GET('/api/v1/portfolio/{id}/accounts', params),
      tickfolio.GET('/api/v1/portfolio/{id}/cash', params),
      tickfolio.GET('/api/v1/portfolio/{id}/realised', params),
      tickfolio.GET('/api/v1/portfolio/{id}/income', params),
    ])
  ).map(expectData);
  const amount = (value) => `${value.toFixed(2)} ${life.currency}`;
  console.log(
    `a saver's life     ${accounts.items.map(({ name, currency }) => `${name} in ${currency}`).join(', ')}`,
  );
  console.log(`cash               ${amount(cash.total)}`);
  console.log(`realised           ${amount(realised.totals.all.gain)} in ${realised.totals.all.lines} lots`);
  console.log(
    `income             ${amount(income.totals.gross)}, ${amount(income.totals.withheld)} of it withheld`,
  );
  return life;
}

async function firstCloseOf(tickfolio, symbol, from) {
  const params = { path: { symbol }, query: { from, to: '2009-01-31' } };
  const { items } = expectData(await tickfolio.GET('/api/v1/market/historical/{symbol}', { params }));
  return { price: items[0].close, date: items[0].timestamp.slice(0, 10) };
}

async function finishedReport(tickfolio, portfolio_id) {
  let report = expectData(
    await tickfolio.POST('/api/v1/reports', {
      params: { header: { 'Idempotency-Key': `quickstart-${Date.now()}` } },
      body: { portfolio_id, type: 'performance', format: 'pdf' },
    }),
  );
  const path = { id: report.id };
  while (report.status === 'queued' || report.status === 'running') {
    await pause(100);
    report = expectData(await tickfolio.GET('/api/v1/reports/{id}', { params: { path } }));
  }
  if (report.status !== 'completed') throw new Error(`the report ended ${report.status}: ${report.error}`);
  const download = { params: { path }, parseAs: 'arrayBuffer' };
  return Buffer.from(expectData(await tickfolio.GET('/api/v1/reports/{id}/download', download)));
}

function receiveTicks(url, session, symbols, count) {
  const stream = connectStream(url, session);
  const ticks = new Promise((resolve, reject) => {
    const received = [];
    stream.on('connect_error', reject);
    stream.on('market:tick', (tick) => {
      received.push(tick);
      if (received.length === count) resolve(received);
    });
    stream.on('connect', () => {
      void stream.emitWithAck('market:subscribe', { symbols }).then(({ quotes }) => {
        console.log(
          `subscribed         ${quotes.map(({ symbol, close }) => `${symbol} at ${close}`).join(', ')}`,
        );
      }, reject);
    });
  });
  return withDeadline(ticks, 30_000, 'no ticks').finally(() => stream.disconnect());
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
