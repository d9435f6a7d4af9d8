import { DAY_MS } from '../../../src/common/calendar/day-length';
import { Answer, sendJson } from './provider-stand-in';

/** A symbol with the closes of its days, as Yahoo would tell them. */
export interface YahooSeries {
  /** GBp and the like are told as Yahoo spells them; null where it tells none */
  currency?: string | null;
  timeZone?: string;
  /** closes by day `YYYY-MM-DD`; null where the provider has none yet */
  closes: Record<string, number | null>;
  /** time of the stamps of bars, UTC */
  opens?: string;
  /** fields of its quote beside or instead of those of the last close; null where there is no quote */
  quote?: object | null;
  /** modules of its quote summary; unknown there when left out */
  profile?: object;
  /** fields of its chart's meta beside those that there are */
  meta?: object;
  /** amounts of its dividends by ex-day `YYYY-MM-DD` */
  dividends?: Record<string, number>;
  /** its splits by their day `YYYY-MM-DD` */
  splits?: Record<string, [numerator: number, denominator: number]>;
}

/** Answers charts and quotes of series that a test may change as it goes; what is not there is unknown. */
export function yahooMarket(series: Record<string, YahooSeries>): Answer {
  return (url, response) => {
    if (url.pathname.startsWith('/v8/finance/chart/')) {
      const symbol = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
      const found = series[symbol];
      if (!found) {
        const error = { code: 'Not Found', description: 'No data found, symbol may be delisted' };
        sendJson(response, { chart: { result: null, error } }, 404);
      } else sendJson(response, { chart: { result: [chartOf(symbol, found, url)], error: null } });
    } else if (url.pathname === '/v7/finance/quote') {
      const wanted = url.searchParams.get('symbols')?.split(',') ?? [];
      const result = wanted.flatMap((symbol) => quoteOf(symbol, series[symbol]));
      sendJson(response, { quoteResponse: { result, error: null } });
    } else if (url.pathname.startsWith('/v10/finance/quoteSummary/')) {
      const profile = series[decodeURIComponent(url.pathname.split('/').at(-1) ?? '')]?.profile;
      const error = { code: 'Not Found', description: 'Quote not found for symbol' };
      if (profile) sendJson(response, { quoteSummary: { result: [profile], error: null } });
      else sendJson(response, { quoteSummary: { result: null, error } }, 404);
    } else if (url.pathname === '/v1/test/getcrumb') response.end('crumb');
    else response.writeHead(200, { 'Set-Cookie': 'A1=cookie; Path=/' }).end('<html>');
  };
}

/** The same close on every weekday of a range, or on every day. */
export function closesFrom(
  first: string,
  last: string,
  close: number,
  everyDay = false,
): Record<string, number> {
  const closes: Record<string, number> = {};
  for (let day = Date.parse(first); day <= Date.parse(last); day += DAY_MS) {
    if (everyDay || ![0, 6].includes(new Date(day).getUTCDay())) {
      closes[new Date(day).toISOString().slice(0, 10)] = close;
    }
  }
  return closes;
}

function chartOf(symbol: string, series: YahooSeries, url: URL) {
  const { currency = 'USD', timeZone, closes, opens, meta, dividends = {}, splits = {} } = series;
  const [from, to] = ['period1', 'period2'].map((name) => Number(url.searchParams.get(name)));
  const stampOf = (day: string) => Date.parse(`${day}T${opens ?? '14:30'}:00Z`) / 1_000;
  const rows = Object.entries(closes)
    .map(([day, close]) => [stampOf(day), close] as const)
    .filter(([stamp]) => stamp >= from! && stamp < to!);
  const prices = rows.map(([, close]) => close);
  return {
    meta: {
      currency,
      symbol,
      exchangeTimezoneName: timeZone ?? 'America/New_York',
      exchangeName: 'TST',
      ...meta,
    },
    timestamp: rows.map(([stamp]) => stamp),
    events: {
      dividends: Object.fromEntries(
        Object.entries(dividends).map(([day, amount]) => [stampOf(day), { date: stampOf(day), amount }]),
      ),
      splits: Object.fromEntries(
        Object.entries(splits).map(([day, [numerator, denominator]]) => [
          stampOf(day),
          { date: stampOf(day), numerator, denominator },
        ]),
      ),
    },
    indicators: {
      quote: [{ open: prices, high: prices, low: prices, close: prices, volume: prices.map(() => 1) }],
    },
  };
}

function quoteOf(symbol: string, series: YahooSeries | undefined): object[] {
  if (!series || series.quote === null) return [];
  const { currency = 'USD', timeZone = 'America/New_York', closes, quote } = series;
  const [before, last] = [null, ...Object.values(closes)].slice(-2);
  return [
    {
      symbol,
      currency,
      exchangeTimezoneName: timeZone,
      regularMarketPrice: last,
      regularMarketPreviousClose: before,
      regularMarketTime: Math.floor(Date.now() / 1_000) - 1,
      ...quote,
    },
  ];
}
