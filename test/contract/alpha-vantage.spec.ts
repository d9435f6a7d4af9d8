import { DAY_MS } from '../../src/common/calendar/day-length';
import { formatDay, parseDay } from '../../src/analytics/calendar';
import { AlphaVantageProvider } from '../../src/market/providers/alpha-vantage/alpha-vantage.provider';
import { alphaVantageAt, KEY } from '../support/outside/provider-at';
import { ProviderStandIn, sendJson, startProviderStandIn } from '../support/outside/provider-stand-in';

/** A Wednesday, eleven in the morning in New York. */
const NOW = new Date('2026-03-04T16:00:00Z');
const PREMIUM =
  'You may subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to lift the free key rate ' +
  'limit (25 requests per day), raise the per-second burst limit, and instantly unlock all premium endpoints';

const IBM = {
  '01. symbol': 'IBM',
  '02. open': '220.0000',
  '03. high': '225.1000',
  '04. low': '219.5000',
  '05. price': '224.5000',
  '06. volume': '3412345',
  '07. latest trading day': '2026-03-04',
  '08. previous close': '221.0000',
  '09. change': '3.5000',
  '10. change percent': '1.5837%',
};

const row = (open: string, high: string, low: string, close: string, volume: string) => ({
  '1. open': open,
  '2. high': high,
  '3. low': low,
  '4. close': close,
  '5. volume': volume,
});

describe('Alpha Vantage', () => {
  let standIn: ProviderStandIn;
  let provider: AlphaVantageProvider;

  beforeAll(async () => {
    standIn = await startProviderStandIn((_url, response) => sendJson(response, {}));
    provider = alphaVantageAt(standIn.url, NOW);
  });

  beforeEach(() => {
    standIn.calls.length = 0;
  });

  afterAll(() => standIn.close());

  const answerWith = (body: unknown) => {
    standIn.answer = (_url, response) => sendJson(response, body);
  };
  const bars = (from: string, to: string) => provider.dailyBars('IBM', parseDay(from), parseDay(to));

  it.each(['Global Quote', 'Global Quote - DATA DELAYED BY 15 MINUTES'])(
    'reads the texts of a %s as numbers',
    async (name) => {
      answerWith({ [name]: IBM });
      const quotes = await provider.quotes(['IBM']);
      expect([...quotes.values()]).toEqual([
        {
          symbol: 'IBM',
          timestamp: NOW,
          open: 220,
          high: 225.1,
          low: 219.5,
          close: 224.5,
          volume: 3412345,
          previous_close: 221,
          currency: 'USD',
        },
      ]);
      expect(standIn.calls).toEqual([`/query?function=GLOBAL_QUOTE&symbol=IBM&apikey=${KEY}`]);
    },
  );

  it('dates the price of an earlier day to the end of that day', async () => {
    answerWith({ 'Global Quote': { ...IBM, '07. latest trading day': '2026-03-03' } });
    const quotes = await provider.quotes(['IBM']);
    expect(quotes.get('IBM')).toMatchObject({ timestamp: new Date('2026-03-03T23:59:59Z') });
  });

  it('takes an empty quote for an unknown symbol', async () => {
    answerWith({ 'Global Quote': {} });
    expect(await provider.quotes(['NOSUCH'])).toEqual(new Map());
  });

  it('reads days as traded, in order, mends what makes no sense, and owes the days without a close', async () => {
    answerWith({
      'Meta Data': { '5. Time Zone': 'US/Eastern' },
      'Time Series (Daily)': {
        '2026-03-04': row('9', '9', '9', '9', '9'),
        '2026-03-03': row('221.1', '223', '220', '222.25', '4100000'),
        '2026-03-02': row('219', '222', '218.5', '221', '3900000'),
        '2026-02-27': row('219', '0', '218.5', '221', '3900000'),
        '2026-02-26': row('219', '222', '218.5', 'None', '1'),
        '2026-02-20': row('210', '212', '209', '211', '3000000'),
      },
    });
    expect(await bars('2026-02-26', '2026-03-04')).toEqual({
      bars: [
        {
          day: parseDay('2026-02-27'),
          open: 219,
          high: null,
          low: 218.5,
          close: 221,
          volume: 3900000,
          mended: true,
        },
        { day: parseDay('2026-03-02'), open: 219, high: 222, low: 218.5, close: 221, volume: 3900000 },
        { day: parseDay('2026-03-03'), open: 221.1, high: 223, low: 220, close: 222.25, volume: 4100000 },
      ],
      currency: 'USD',
      adjustment: 'raw',
      // Not today: its session is under way.
      covers: { from: parseDay('2026-02-26'), to: parseDay('2026-03-03') },
      owed: [parseDay('2026-02-26')],
      lastTraded: null,
      events: null,
      exchange: null,
    });
    expect(standIn.calls[0]).toContain('function=TIME_SERIES_DAILY&symbol=IBM&outputsize=compact');
  });

  it('does not speak for days before the hundred rows that it gives', async () => {
    const first = parseDay('2025-11-20');
    const days = Array.from({ length: 100 }, (_, i) =>
      new Date((first + i) * DAY_MS).toISOString().slice(0, 10),
    );
    answerWith({
      'Time Series (Daily)': Object.fromEntries(days.map((day) => [day, row('1', '1', '1', '1', '1')])),
    });
    expect((await bars('2025-10-01', '2026-03-03')).covers.from).toBe(first);
    expect(formatDay(provider.firstDay())).toBe('2025-10-15');
  });

  it('finds what is listed in the United States: of anything else it does not tell the currency', async () => {
    const match = (symbol: string, name: string, region: string, currency: string) => ({
      '1. symbol': symbol,
      '2. name': name,
      '3. type': 'Equity',
      '4. region': region,
      '5. marketOpen': '09:30',
      '6. marketClose': '16:00',
      '7. timezone': 'UTC-04',
      '8. currency': currency,
      '9. matchScore': '0.8889',
    });
    answerWith({
      bestMatches: [
        match('TSCO.LON', 'Tesco PLC', 'United Kingdom', 'GBX'),
        match('TSCDF', 'Tesco plc', 'United States', 'USD'),
        match('TCO0.FRK', 'TESCO PLC', 'Frankfurt', 'EUR'),
        null,
      ],
    });
    expect(await provider.search('tesco')).toEqual([
      { symbol: 'TSCDF', name: 'Tesco plc', type: 'equity', exchange: 'United States', currency: 'USD' },
    ]);
    expect(['IBM', 'BRK-B', 'TSCO.LON', 'VOD.L', '^GSPC', 'EURUSD=X', 'BTC-USD'].map(lists)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
  const lists = (symbol: string) => provider.lists(symbol);

  it.each([
    [
      'the day’s calls are used up',
      {
        Information: `We have detected your API key as ${KEY} and our standard API rate limit is 25 requests per day. Please subscribe to any of the premium plans at https://www.alphavantage.co/premium/ to instantly remove all daily rate limits.`,
      },
      { kind: 'rate_limited', extras: { retryAt: new Date('2026-03-05T00:00:00Z') } },
    ],
    [
      'two calls in a second',
      {
        Information: `Thank you for using Alpha Vantage! Please consider spreading out your free API requests more sparingly (1 request per second). ${PREMIUM}`,
      },
      { kind: 'rate_limited', extras: { retryAt: new Date('2026-03-04T16:00:02Z') } },
    ],
    [
      'a notice in the old form',
      { Note: 'Our standard API call frequency is 25 requests per day.' },
      { kind: 'rate_limited', extras: { retryAt: new Date('2026-03-05T00:00:00Z') } },
    ],
    [
      'what only a paid plan has',
      { Information: `Thank you for using Alpha Vantage! This is a premium endpoint. ${PREMIUM}` },
      { kind: 'rejected' },
    ],
    [
      'more rows than the plan has',
      {
        Information: `The outputsize=full parameter value is a premium feature for the TIME_SERIES_DAILY endpoint. ${PREMIUM}`,
      },
      { kind: 'rejected' },
    ],
    [
      'a bad key',
      { 'Error Message': `the parameter apikey (${KEY}) is invalid or missing. Please claim your free key.` },
      { kind: 'rejected' },
    ],
  ])('understands that a 200 refuses: %s', async (_what, body, refusal) => {
    answerWith(body);
    await expect(provider.quotes(['IBM'])).rejects.toMatchObject(refusal);
    await expect(bars('2026-03-01', '2026-03-03')).rejects.toMatchObject(refusal);
    await expect(provider.search('ibm')).rejects.toMatchObject(refusal);
    const said = await provider.quotes(['IBM']).catch(String);
    expect(said).not.toContain(KEY);
  });

  it('reads an overview, which shouts', async () => {
    answerWith({
      Symbol: 'IBM',
      AssetType: 'Common Stock',
      Name: 'International Business Machines',
      Exchange: 'NYSE',
      Currency: 'USD',
      Country: 'USA',
      Sector: 'TECHNOLOGY',
      Industry: 'INFORMATION TECHNOLOGY SERVICES',
    });
    expect(await provider.profile('IBM')).toEqual({
      symbol: 'IBM',
      name: 'International Business Machines',
      type: 'equity',
      exchange: 'NYSE',
      currency: 'USD',
      isin: null,
      sector: 'Technology',
      industry: 'Information Technology Services',
      country: 'US',
      asset_class: 'equity',
      logo_url: null,
    });
    answerWith({});
    await expect(provider.profile('NOSUCH')).rejects.toMatchObject({ kind: 'unknown_symbol' });
  });

  it('takes the error that a bad call gets for an unknown symbol where it asked for a series', async () => {
    answerWith({ 'Error Message': 'Invalid API call. Please retry or visit the documentation.' });
    await expect(bars('2026-03-01', '2026-03-03')).rejects.toMatchObject({ kind: 'unknown_symbol' });
    await expect(provider.quotes(['IBM'])).rejects.toMatchObject({ kind: 'rejected' });
  });
});
