import { once } from 'node:events';
import { ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { DAY_SECONDS } from '../../../src/common/calendar/day-length';
import { patientServer } from './patient-server';

export type Answer = (url: URL, response: ServerResponse) => void;

export interface ProviderStandIn {
  url: string;
  /** paths with queries, in the order they came */
  calls: string[];
  answer: Answer;
  close(): Promise<void>;
}

/** A market data provider on loopback that answers as the test says. */
export async function startProviderStandIn(answer: Answer): Promise<ProviderStandIn> {
  const server = patientServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    standIn.calls.push(`${url.pathname}${url.search}`);
    standIn.answer(url, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const standIn: ProviderStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    answer,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

const CRUMB = 'fresh-crumb';

/** Yahoo's cookie page, crumb and quotes; the first crumb is already invalid. */
export function answerAsYahoo(url: URL, response: ServerResponse): void {
  if (url.pathname.startsWith('/quote/')) {
    response
      .writeHead(200, { 'Set-Cookie': 'A1=cookie; Domain=.yahoo.com; Path=/; Max-Age=3600; Secure' })
      .end('<html>');
  } else if (url.pathname === '/v1/test/getcrumb') response.writeHead(200).end(CRUMB);
  else if (url.pathname === '/v7/finance/quote') {
    const wanted = url.searchParams.get('symbols')?.split(',') ?? [];
    sendJson(response, { quoteResponse: { result: wanted.flatMap(yahooQuote), error: null } });
  } else if (url.pathname.startsWith('/v8/finance/chart/')) answerChart(url, response);
  else sendJson(response, {}, 404);
}

function yahooQuote(symbol: string): object[] {
  if (symbol.startsWith('NO')) return [];
  return [
    {
      language: 'en-US',
      region: 'US',
      quoteType: 'EQUITY',
      symbol,
      currency: symbol.endsWith('.L') ? 'GBp' : 'USD',
      regularMarketPrice: 250.5,
      regularMarketOpen: 248,
      regularMarketDayHigh: 251,
      regularMarketDayLow: 247,
      regularMarketVolume: 1_000_000,
      regularMarketPreviousClose: 249,
      regularMarketTime: Math.floor(Date.now() / 1_000) - 1,
    },
  ];
}

function answerChart(url: URL, response: ServerResponse): void {
  const symbol = url.pathname.split('/').at(-1) ?? '';
  if (symbol.startsWith('NO')) {
    sendJson(
      response,
      { chart: { result: null, error: { code: 'Not Found', description: 'No data found' } } },
      404,
    );
    return;
  }
  const meta = { currency: 'GBp', symbol, exchangeTimezoneName: 'Europe/London', gmtoffset: 0 };
  if (symbol.startsWith('EMPTY')) {
    sendJson(response, {
      chart: { result: [{ meta, indicators: { quote: [{}], adjclose: [{}] } }], error: null },
    });
    return;
  }
  const open = (day: string) => Date.parse(`${day}T08:00:00Z`) / 1_000;
  const timestamp = [open('2024-01-02'), open('2024-01-03'), open('2024-01-04')];
  const quote = {
    open: [100, null, 102],
    high: [105, null, 106],
    low: [99, null, 101],
    close: [104, null, 105],
    volume: [10, null, 12],
  };
  sendJson(response, {
    chart: {
      result: [
        { meta, timestamp, indicators: { quote: [quote], adjclose: [{ adjclose: [103, null, 104] }] } },
      ],
      error: null,
    },
  });
}

/** A Yahoo whose chart has a bar of one price on each weekday that is asked for, in New York. */
export function yahooDays(close: number): Answer {
  return (url, response) => {
    const end = Math.min(Number(url.searchParams.get('period2')), Date.now() / 1_000);
    const timestamp: number[] = [];
    const opens = 14.5 * 3_600;
    for (let day = Number(url.searchParams.get('period1')); day + opens < end; day += DAY_SECONDS) {
      if (![0, 6].includes(new Date(day * 1_000).getUTCDay())) timestamp.push(day + opens);
    }
    const prices = timestamp.map(() => close);
    const quote = { open: prices, high: prices, low: prices, close: prices, volume: prices };
    const meta = { currency: 'USD', exchangeTimezoneName: 'America/New_York' };
    sendJson(response, {
      chart: { result: [{ meta, timestamp, indicators: { quote: [quote] } }], error: null },
    });
  };
}
