// node load-abuse.mjs KIND URL TOKEN PORTFOLIO: does to an installation what one account can, until it is told a line; then prints how many
// of its requests were answered by which status.
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './client.mjs';
import { TO } from './large-portfolio.mjs';

const [kind, url, token, portfolio] = process.argv.slice(2);
/** Who is refused asks again after that. */
const PAUSE_MS = 20;
let n = 0;
let going = true;
process.stdin.once('data', () => (going = false));

const lots = (from, count) =>
  Array.from({ length: count }, (_, i) => ({
    symbol: `S${from + i}`,
    quantity: 1,
    purchase_price: 100,
    purchase_date: '2023-01-03',
  }));
const statementOf = (rows) =>
  ['Date,Action,Ticker,Qty,Price,Amount,Currency']
    .concat(Array.from({ length: rows }, (_, i) => `2023-01-03,Buy,AAPL,${1 + i},100,${100 + 100 * i},USD`))
    .join('\n');
const large = kind === 'imports' && statementOf(20_000);
const alert = { symbol: 'AAPL', condition: 'above', price: 0.01 };
const report = { portfolio_id: portfolio, type: 'performance', format: 'pdf', to: TO };
const dayOf2015 = (day) => new Date(Date.UTC(2015, 0, 2 + (day % 2_000))).toISOString().slice(0, 10);

/** How many at once, and what each does again and again. */
const ABUSES = {
  alerts: [10, () => ['POST', '/notifications/alerts', alert]],
  symbols: [4, () => ['POST', '/portfolio', { name: `Huge ${n}`, assets: lots(n * 1_000, 1_000) }]],
  lists: [3, () => ['GET', '/portfolio?limit=100']],
  reports: [10, () => ['POST', '/reports', report]],
  imports: [4, () => ['POST', `/portfolio/${portfolio}/imports`, undefined, large]],
  analyses: [20, () => ['GET', `/portfolio/${portfolio}/performance?from=${dayOf2015(n)}&to=${TO}`]],
};

const [atOnce, next] = ABUSES[kind];
const answered = {};
console.log('ready');
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (going) {
      n++;
      const [method, path, body, file] = next();
      const response = await ask(url, method, path, { token, body, file });
      await response.arrayBuffer();
      answered[response.status] = (answered[response.status] ?? 0) + 1;
      if (!response.ok) await pause(PAUSE_MS);
    }
  }),
);
console.log(JSON.stringify(answered));
process.stdin.destroy();
