import fc from 'fast-check';
import { Registry } from 'prom-client';
import { DAY_SECONDS } from '../../src/common/calendar/day-length';
import { parseDay } from '../../src/analytics/calendar';
import { Clock } from '../../src/common/clock';
import { loadEnvironment } from '../../src/config/load-environment';
import { CallBudget } from '../../src/market/providers/call-budget';
import { GuardedProvider } from '../../src/market/providers/guarded-provider';
import { ProviderMetrics } from '../../src/market/providers/provider-metrics';
import { testVariables } from '../support/application/app';
import { yahooAt } from '../support/outside/provider-at';
import { ProviderStandIn, sendJson, startProviderStandIn } from '../support/outside/provider-stand-in';

const NOW = new Date('2026-03-04T22:30:00Z');
const stamp = (moment: string) => Date.parse(moment) / 1_000;
const META = { currency: 'USD', exchangeTimezoneName: 'America/New_York' };
const chart = (result: unknown, error: unknown = null) => ({ chart: { result, error } });
const whole = (meta: object, close: (number | null)[]) =>
  chart([
    {
      meta: { ...META, ...meta },
      timestamp: close.map((_, i) => stamp('2026-03-02T14:30:00Z') + i * DAY_SECONDS),
      indicators: { quote: [{ open: close, high: close, low: close, close, volume: close.map(() => 1) }] },
    },
  ]);
const refused = (code: string, description: string) => chart(null, { code, description });

/** What Yahoo may say of one symbol or one range: status, body, and what is made of it. */
const ODD: [string, number, object, string][] = [
  [
    'a range before the listing',
    400,
    refused('Bad Request', "Data doesn't exist for startDate = 1"),
    'no_data',
  ],
  ['a range that it has not', 422, refused('Unprocessable Entity', '1d data not available'), 'no_data'],
  [
    'a name that it does not know',
    404,
    refused('Not Found', 'No data found, symbol may be delisted'),
    'unknown_symbol',
  ],
  ['an error with status 200', 200, refused('Not Found', 'No data found'), 'unknown_symbol'],
  ['no result', 200, chart(null), 'no_data'],
  ['an empty result', 200, chart([]), 'no_data'],
  ['a result without meta', 200, chart([{}]), 'no_data'],
  ['no currency', 200, whole({ currency: null }, [1]), 'no_currency'],
  ['a time zone that is none', 200, whole({ exchangeTimezoneName: 'Nowhere/None' }, [1]), 'bars'],
  [
    'columns that are none',
    200,
    chart([{ meta: META, timestamp: [1, 'x'], indicators: { quote: 7 } }]),
    'bars',
  ],
  ['a null bar', 200, whole({}, [1, null]), 'bars'],
  ['a negative price', 200, whole({}, [10, -37.63]), 'bars'],
  ['a price of nothing', 200, whole({}, [10, 0]), 'bars'],
];

describe('odd answers of Yahoo about one symbol', () => {
  let standIn: ProviderStandIn;

  beforeAll(async () => {
    standIn = await startProviderStandIn((_url, response) => response.end());
  });
  afterAll(() => standIn.close());

  const answerWith = (status: number, body: object) => {
    standIn.answer = (_url, response) => sendJson(response, body, status);
  };
  const guarded = () => {
    const registry = new Registry();
    const clock: Clock = { now: () => NOW };
    return new GuardedProvider(yahooAt(standIn.url, NOW), null, {
      environment: loadEnvironment(testVariables({})),
      budget: {} as CallBudget,
      metrics: new ProviderMetrics(registry),
      clock,
    });
  };
  const asked = (provider: GuardedProvider) =>
    provider.dailyBars('X', parseDay('2026-03-02'), parseDay('2026-03-03')).then(
      () => 'bars',
      (error: { kind?: string }) => error.kind,
    );

  it.each(ODD)('%s is an answer', async (_what, status, body, outcome) => {
    answerWith(status, body);
    expect(await asked(guarded())).toBe(outcome);
  });

  it('takes negative prices and prices of nothing as they are', async () => {
    answerWith(200, whole({}, [0, -37.63]));
    const { bars } = await yahooAt(standIn.url, NOW).dailyBars(
      'X',
      parseDay('2026-03-02'),
      parseDay('2026-03-03'),
    );
    expect(bars.map(({ close }) => close)).toEqual([0, -37.63]);
  });

  it('opens the breaker for no sequence of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...ODD), { minLength: 6, maxLength: 12 }),
        async (sequence) => {
          const provider = guarded();
          for (const [, status, body] of sequence) {
            answerWith(status, body);
            await asked(provider);
          }
          expect(provider.state).toBe('closed');
        },
      ),
      { numRuns: 20 },
    );
  });

  it('asks in halves for quotes that are refused for one of their symbols', async () => {
    standIn.answer = (url, response) => {
      const symbols = url.searchParams.get('symbols')?.split(',') ?? [];
      if (url.pathname.startsWith('/v7') && symbols.includes('BAD')) {
        sendJson(
          response,
          { finance: { result: null, error: { code: 'Bad Request', description: 'no' } } },
          400,
        );
      } else if (url.pathname.startsWith('/v7')) {
        const result = symbols.map((symbol) => ({ symbol, currency: 'USD', regularMarketPrice: 0 }));
        sendJson(response, { quoteResponse: { result, error: null } });
      } else response.writeHead(200, { 'Set-Cookie': 'A1=c; Path=/' }).end('crumb');
    };
    const quotes = await yahooAt(standIn.url, NOW).quotes(['A', 'BAD', 'C']);
    expect(quotes.get('BAD')).toBe('no_data');
    expect(quotes.get('A')).toMatchObject({ close: 0 });
    expect(quotes.get('C')).toMatchObject({ close: 0 });
  });

  it.each([
    ['Europe/London', '2026-03-01T23:00:00Z', 'after clocks were changed since'],
    ['America/New_York', '2026-03-02T04:00:00Z', 'at 23:00 of the evening before'],
    ['Pacific/Auckland', '2026-03-01T21:00:00Z', 'of a morning that is evening in Greenwich'],
  ])('gives a bar of %s stamped %s to the session of 2 March: %s', async (exchangeTimezoneName, moment) => {
    const quote = { open: [1], high: [1], low: [1], close: [1], volume: [1] };
    const meta = { ...META, exchangeTimezoneName };
    answerWith(200, chart([{ meta, timestamp: [stamp(moment)], indicators: { quote: [quote] } }]));
    const read = await yahooAt(standIn.url, NOW).dailyBars(
      'X',
      parseDay('2026-02-27'),
      parseDay('2026-03-03'),
    );
    expect(read.bars.map(({ day }) => day)).toEqual([parseDay('2026-03-02')]);
  });

  it.each([
    ['USX', 'USD', 100],
    ['KWF', 'KWD', 1_000],
  ])('tells prices in %s in %s', async (unit, currency, units) => {
    answerWith(200, whole({ currency: unit }, [250, 251]));
    const read = await yahooAt(standIn.url, NOW).dailyBars(
      'X',
      parseDay('2026-03-02'),
      parseDay('2026-03-03'),
    );
    expect(read.currency).toBe(currency);
    expect(read.bars.map(({ close }) => close)).toEqual([250 / units, 251 / units]);
  });

  it.each(['M&M.NS', 'NIFTY_FIN_SERVICE.NS', '^GSPC', 'BRK-B', 'EURUSD=X'])(
    'asks for %s by its name',
    async (symbol) => {
      answerWith(200, whole({}, [1]));
      standIn.calls.length = 0;
      await yahooAt(standIn.url, NOW).dailyBars(symbol, parseDay('2026-03-02'), parseDay('2026-03-03'));
      expect(decodeURIComponent(new URL(standIn.calls[0]!, standIn.url).pathname)).toBe(
        `/v8/finance/chart/${symbol}`,
      );
    },
  );

  it('puts a symbol into the path as one segment', async () => {
    answerWith(200, whole({}, [1]));
    await asked(guarded());
    standIn.calls.length = 0;
    await yahooAt(standIn.url, NOW).dailyBars('M&M.NS', parseDay('2026-03-02'), parseDay('2026-03-03'));
    expect(standIn.calls[0]).toContain('/v8/finance/chart/M%26M.NS?');
  });

  it('reads splits as they are and dividends in the currency proper', async () => {
    const answer = whole({ currency: 'GBp' }, [100, 101]);
    const events = {
      splits: { a: { date: stamp('2026-03-02T14:30:00Z'), numerator: 4, denominator: 1 } },
      dividends: { b: { date: stamp('2026-03-03T14:30:00Z'), amount: 12.34 } },
    };
    const [result] = answer.chart.result as object[];
    answerWith(200, chart([{ ...result, events }]));
    const read = await yahooAt(standIn.url, NOW).dailyBars(
      'X',
      parseDay('2026-03-02'),
      parseDay('2026-03-03'),
    );
    expect(read.events).toEqual([
      { kind: 'split', exDay: parseDay('2026-03-02'), numerator: 4, denominator: 1 },
      {
        kind: 'dividend',
        exDay: parseDay('2026-03-03'),
        amount: '0.1234',
        currency: 'GBP',
        isAdjusted: true,
      },
    ]);
  });
});
