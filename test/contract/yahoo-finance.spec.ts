import { parseDay } from '../../src/analytics/calendar';
import { YahooFinanceProvider } from '../../src/market/providers/yahoo-finance/yahoo-finance.provider';
import { yahooAt } from '../support/outside/provider-at';
import {
  Answer,
  answerAsYahoo,
  ProviderStandIn,
  sendJson,
  startProviderStandIn,
} from '../support/outside/provider-stand-in';

/** A Wednesday evening, when every exchange below has closed for the day. */
const NOW = new Date('2026-03-04T22:30:00Z');
const stamp = (moment: string) => Date.parse(moment) / 1_000;

describe('Yahoo Finance', () => {
  let standIn: ProviderStandIn;
  let provider: YahooFinanceProvider;

  beforeEach(async () => {
    standIn = await startProviderStandIn(answerAsYahoo);
    provider = yahooAt(standIn.url, NOW);
  });
  afterEach(() => standIn.close());

  const bars = (symbol: string, from: string, to: string) =>
    provider.dailyBars(symbol, parseDay(from), parseDay(to));
  const callsTo = (path: string) => standIn.calls.filter((call) => call.startsWith(path));

  function answerChart(meta: object, timestamp: number[] | undefined, quote: object): void {
    standIn.answer = (_url, response) =>
      sendJson(response, {
        chart: { result: [{ meta, timestamp, indicators: { quote: [quote], adjclose: [{}] } }], error: null },
      });
  }

  function answerQuote(row: object): void {
    standIn.answer = (url, response) => {
      if (url.pathname !== '/v7/finance/quote') answerAsYahoo(url, response);
      else sendJson(response, { quoteResponse: { result: [row], error: null } });
    };
  }

  it('asks for a chart without cookie and crumb, and for quotes with both', async () => {
    await bars('VOD.L', '2024-01-01', '2024-01-07');
    expect(standIn.calls).toHaveLength(1);
    await provider.quotes(['AAPL', 'MSFT']);
    expect(standIn.calls.map((call) => call.split('?', 1)[0])).toEqual([
      '/v8/finance/chart/VOD.L',
      '/quote/AAPL',
      '/v1/test/getcrumb',
      '/v7/finance/quote',
    ]);
    expect(standIn.calls.at(-1)).toContain('crumb=fresh-crumb');
  });

  it.each([
    ['GBp', 'GBP', 2.5035],
    ['ZAc', 'ZAR', 2.5035],
    ['ILA', 'ILS', 2.5035],
    ['JPY', 'JPY', 250.35],
  ])('reads prices in %s as %s', async (quoted, currency, close) => {
    answerQuote({
      symbol: 'X',
      currency: quoted,
      regularMarketPrice: 250.35,
      regularMarketTime: stamp('2026-03-04T16:00:00Z'),
    });
    expect((await provider.quotes(['X'])).get('X')).toMatchObject({ currency, close, open: null });
    answerChart(
      { currency: quoted, exchangeTimezoneName: 'UTC' },
      [stamp('2026-03-03T00:00:00Z')],
      // What Yahoo's charts show for 250.35: single precision, written out in full.
      { open: [250.35000610351562], high: [251], low: [250], close: [250.35000610351562], volume: [1] },
    );
    const chart = await bars('X', '2026-03-03', '2026-03-03');
    expect(chart).toMatchObject({ currency, bars: [{ open: close, close }] });
  });

  it.each([
    ['Asia/Tokyo', 'T', '2026-03-03T00:00:00Z', '2026-03-03'],
    ['Australia/Sydney', 'AX', '2026-03-01T23:00:00Z', '2026-03-02'],
    ['America/New_York', 'N', '2026-03-03T14:30:00Z', '2026-03-03'],
  ])('takes the trading day from the time zone %s', async (exchangeTimezoneName, suffix, opened, day) => {
    answerChart({ currency: 'USD', exchangeTimezoneName }, [stamp(opened)], {
      open: [1],
      high: [1],
      low: [1],
      close: [1],
      volume: [null],
    });
    const chart = await bars(`X.${suffix}`, '2026-03-01', '2026-03-04');
    expect(chart.bars).toEqual([{ day: parseDay(day), open: 1, high: 1, low: 1, close: 1, volume: 0 }]);
  });

  it('takes every finite close for a price, mends the rest of its bar, and owes the days without one', async () => {
    answerChart(
      { currency: 'USD', exchangeTimezoneName: 'America/New_York' },
      ['02-25', '02-26', '02-27', '03-02', '03-03'].map((day) => stamp(`2026-${day}T14:30:00Z`)),
      {
        open: [10, null, 10, 10, 10],
        high: [11, null, 9, 11, 11],
        low: [9, null, 8, 9, 9],
        close: [10, null, 10, 'NaN', 10],
        volume: [5, null, 5, 5, -1],
      },
    );
    expect(await bars('X', '2026-02-25', '2026-03-03')).toMatchObject({
      bars: [
        { day: parseDay('2026-02-25'), close: 10 },
        { day: parseDay('2026-02-27'), close: 10, high: 10, mended: true },
        { day: parseDay('2026-03-03'), close: 10, volume: 0, mended: true },
      ],
      adjustment: 'split',
      owed: [parseDay('2026-02-26'), parseDay('2026-03-02')],
    });
  });

  it('takes a chart without timestamps for days without trading, and speaks for all days up to now', async () => {
    const chart = await bars('EMPTY', '2024-01-01', '2024-01-01');
    expect(chart).toMatchObject({
      bars: [],
      covers: { from: parseDay('2024-01-01'), to: parseDay('2026-03-03') },
    });
  });

  it('renews an invalid crumb once, and gives up when that does not help', async () => {
    let refusals = 1;
    const refuseAtFirst: Answer = (url, response) => {
      if (url.pathname !== '/v7/finance/quote' || refusals-- <= 0) answerAsYahoo(url, response);
      else
        sendJson(
          response,
          { finance: { error: { code: 'Unauthorized', description: 'Invalid Crumb' } } },
          401,
        );
    };
    standIn.answer = refuseAtFirst;
    expect((await provider.quotes(['AAPL'])).size).toBe(1);
    expect(callsTo('/v7/finance/quote')).toHaveLength(2);
    refusals = Infinity;
    await expect(provider.quotes(['AAPL'])).rejects.toMatchObject({ kind: 'unavailable' });
    expect(callsTo('/v7/finance/quote')).toHaveLength(4);
  });

  it('understands 429, which is plain text', async () => {
    standIn.answer = (_url, response) => response.writeHead(429).end('Too Many Requests\r\n');
    const refusal = { kind: 'rate_limited', extras: { retryAt: new Date('2026-03-04T22:31:00Z') } };
    await expect(bars('X', '2026-03-03', '2026-03-03')).rejects.toMatchObject(refusal);
    await expect(provider.search('x')).rejects.toMatchObject(refusal);
    await expect(provider.quotes(['X'])).rejects.toMatchObject(refusal);
  });

  it('tells an unknown symbol from a fault', async () => {
    await expect(bars('NOSUCH', '2026-03-03', '2026-03-03')).rejects.toMatchObject({
      kind: 'unknown_symbol',
    });
    expect((await provider.quotes(['NOSUCH', 'AAPL'])).size).toBe(1);
  });

  it('finds instruments, without what is not one of Yahoo’s', async () => {
    standIn.answer = (_url, response) =>
      sendJson(response, {
        quotes: [
          {
            isYahooFinance: true,
            symbol: 'VOD.L',
            longname: 'Vodafone Group',
            quoteType: 'EQUITY',
            exchDisp: 'LSE',
          },
          { isYahooFinance: false, name: 'Vodafone Ventures', permalink: 'vodafone-ventures' },
          {
            isYahooFinance: true,
            symbol: 'vod',
            shortname: 'Vodafone ADR',
            quoteType: 'EQUITY',
            exchange: 'NMS',
          },
          null,
        ],
      });
    expect(await provider.search('vodafone')).toEqual([
      { symbol: 'VOD.L', name: 'Vodafone Group', type: 'equity', exchange: 'LSE', currency: '' },
      { symbol: 'VOD', name: 'Vodafone ADR', type: 'equity', exchange: 'NMS', currency: '' },
    ]);
    expect(callsTo('/v1/finance/search')[0]).toContain('q=vodafone');
  });

  it('tells what an instrument is', async () => {
    standIn.answer = (url, response) => {
      if (!url.pathname.startsWith('/v10/finance/quoteSummary/')) answerAsYahoo(url, response);
      else
        sendJson(response, {
          quoteSummary: {
            result: [
              {
                price: {
                  longName: 'Vodafone Group Public Limited Company',
                  quoteType: 'EQUITY',
                  exchangeName: 'LSE',
                  currency: 'GBp',
                },
                assetProfile: { sector: 'Communication Services', country: 'United Kingdom' },
              },
            ],
            error: null,
          },
        });
    };
    expect(await provider.profile('VOD.L')).toEqual({
      symbol: 'VOD.L',
      name: 'Vodafone Group Public Limited Company',
      type: 'equity',
      exchange: 'LSE',
      currency: 'GBp',
      isin: null,
      sector: 'Communication Services',
      industry: null,
      country: 'GB',
      asset_class: 'equity',
      logo_url: null,
    });
    expect(callsTo('/v10/finance/quoteSummary/VOD.L')[0]).toContain('assetProfile');
    standIn.answer = (url, response) => {
      if (!url.pathname.startsWith('/v10/')) answerAsYahoo(url, response);
      else {
        const error = { code: 'Not Found', description: 'Quote not found for symbol: NOSUCH' };
        sendJson(response, { quoteSummary: { result: null, error } }, 404);
      }
    };
    await expect(provider.profile('NOSUCH')).rejects.toMatchObject({ kind: 'unknown_symbol' });
  });
});
