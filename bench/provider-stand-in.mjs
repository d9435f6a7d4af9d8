// node provider-stand-in.mjs MILLISECONDS AT_ONCE: a Yahoo that answers each call after so long, works on so many at once and has no bars;
// `GET /asked` counts
// the calls for quotes and the symbols they named. Prints its address as its first line.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const [milliseconds, atOnce] = process.argv.slice(2).map(Number);
let calls = 0;
let symbols = 0;
let working = 0;
const waiting = [];

const quoteOf = (symbol) => ({
  quoteType: 'EQUITY',
  symbol,
  currency: 'USD',
  regularMarketPrice: 250.5,
  regularMarketOpen: 248,
  regularMarketDayHigh: 251,
  regularMarketDayLow: 247,
  regularMarketVolume: 1_000_000,
  regularMarketPreviousClose: 249,
  regularMarketTime: Math.floor(Date.now() / 1_000) - 1,
});

async function atItsPace() {
  if (working === atOnce) await new Promise((resolve) => waiting.push(resolve));
  else working++;
  await pause(milliseconds);
  const next = waiting.shift();
  if (next) next();
  else working--;
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://stand-in');
  if (pathname === '/asked') response.end(JSON.stringify({ calls, symbols }));
  else if (pathname === '/v1/test/getcrumb') response.end('crumb');
  else if (pathname === '/v7/finance/quote') {
    const wanted = searchParams.get('symbols').split(',');
    calls++;
    symbols += wanted.length;
    await atItsPace();
    const result = wanted.map(quoteOf);
    response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ quoteResponse: { result, error: null } }));
  } else if (pathname.startsWith('/v8/finance/chart/')) {
    await atItsPace();
    const error = { code: 'Not Found', description: 'No data found, symbol may be delisted' };
    response
      .writeHead(404, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ chart: { result: null, error } }));
  } else {
    response
      .writeHead(200, { 'Set-Cookie': 'A1=cookie; Domain=.yahoo.com; Path=/; Max-Age=3600; Secure' })
      .end('<html>');
  }
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
