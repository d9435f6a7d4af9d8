import { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { parseDay } from '../../src/analytics/calendar';
import { loadEnvironment } from '../../src/config/load-environment';
import { CallBudget } from '../../src/market/providers/call-budget';
import { GuardedProvider } from '../../src/market/providers/guarded-provider';
import { ProviderMetrics } from '../../src/market/providers/provider-metrics';
import { testVariables } from '../support/application/app';
import { alphaVantageAt, yahooAt } from '../support/outside/provider-at';
import { ProviderStandIn, sendJson, startProviderStandIn } from '../support/outside/provider-stand-in';

const NOW = new Date('2026-03-04T22:30:00Z');
const DAY = parseDay('2026-03-03');

type Question = 'quotes' | 'bars' | 'search';
type Told = [status: number, body: object];

const refused = (part: string, code: string, description: string) => ({
  [part]: { result: null, error: { code, description } },
});
const quotes = (...result: object[]) => ({ quoteResponse: { result, error: null } });
const chart = (result: unknown) => ({ chart: { result, error: null } });
const meta = { currency: 'USD', exchangeTimezoneName: 'America/New_York' };

/** What Yahoo may say of one symbol, one range or one text, by what was asked. */
const OF_YAHOO: Record<Question, Told[]> = {
  quotes: [
    [200, quotes()],
    [200, quotes({ symbol: 'X' })],
    [200, quotes({ symbol: 'X', regularMarketPrice: 1 })],
    [200, quotes({ symbol: 'X', currency: 'USD', regularMarketPrice: null })],
    [200, quotes({ symbol: 'ELSE', currency: 'USD', regularMarketPrice: 1 })],
    [400, refused('finance', 'Bad Request', 'Missing value for the "symbols" argument')],
    [404, refused('quoteResponse', 'Not Found', 'Quote not found')],
  ],
  bars: [
    [200, chart(null)],
    [200, chart([])],
    [200, chart([{ meta: { ...meta, currency: null } }])],
    [200, chart([{ meta, timestamp: [1, 'x'], indicators: { quote: 7 } }])],
    [400, refused('chart', 'Bad Request', "Data doesn't exist for startDate = 1, endDate = 2")],
    [404, refused('chart', 'Not Found', 'No data found, symbol may be delisted')],
    [422, refused('chart', 'Unprocessable Entity', '1d data not available for the range')],
  ],
  search: [
    [200, { quotes: [] }],
    [200, { quotes: [{ isYahooFinance: false }, { symbol: 7 }] }],
    [400, refused('finance', 'Bad Request', 'Invalid search query')],
    [404, refused('finance', 'Not Found', 'Nothing found')],
  ],
};

const OF_ALPHA_VANTAGE: Record<Question, Told[]> = {
  quotes: [
    [200, {}],
    [200, { 'Global Quote': {} }],
    [200, { 'Global Quote': { '01. symbol': 'X', '05. price': 'none' } }],
    [200, { 'Error Message': 'Invalid API call. Please retry or visit the documentation' }],
  ],
  bars: [
    [200, {}],
    [200, { 'Time Series (Daily)': {} }],
    [200, { 'Time Series (Daily)': { 'no day': {}, '2026-03-03': { '4. close': 'x' } } }],
    [200, { 'Error Message': 'Invalid API call. Please retry or visit the documentation' }],
  ],
  search: [
    [200, {}],
    [200, { bestMatches: [] }],
    [200, { bestMatches: [7, {}] }],
  ],
};

describe.each([
  ['Yahoo Finance', yahooAt, OF_YAHOO],
  ['Alpha Vantage', alphaVantageAt, OF_ALPHA_VANTAGE],
])('what %s says about single symbols', (_name, providerAt, answers) => {
  let standIn: ProviderStandIn;
  let told: Told = [200, {}];

  beforeAll(async () => {
    standIn = await startProviderStandIn((url, response) => {
      if (!opensSession(url, response)) sendJson(response, told[1], told[0]);
    });
  });
  afterAll(() => standIn.close());

  const guarded = () =>
    new GuardedProvider(providerAt(standIn.url, NOW), null, {
      environment: loadEnvironment(testVariables({})),
      budget: {} as CallBudget,
      metrics: new ProviderMetrics(new Registry()),
      clock: { now: () => NOW },
    });
  const ask: Record<Question, (provider: GuardedProvider) => Promise<unknown>> = {
    quotes: (provider) => provider.quotes(['X'], 'demand'),
    bars: (provider) => provider.dailyBars('X', DAY, DAY),
    search: (provider) => provider.search('x'),
  };
  const all = Object.entries(answers).flatMap(([question, some]) =>
    some.map((answer): [Question, Told] => [question as Question, answer]),
  );

  it('opens its breaker in no sequence', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...all), { minLength: 6, maxLength: 14 }),
        async (sequence) => {
          const provider = guarded();
          for (const [question, answer] of sequence) {
            told = answer;
            await ask[question](provider).catch(() => undefined);
          }
          expect(provider.state).toBe('closed');
        },
      ),
      { numRuns: 30, seed: 20_260_304 },
    );
  });

  it('opens it when the same questions are not answered', async () => {
    const provider = guarded();
    told = [500, {}];
    for (const question of ['quotes', 'bars', 'search', 'bars', 'bars'] as const)
      await ask[question](provider).catch(() => undefined);
    expect(provider.state).toBe('open');
  });
});

/** The pages that Yahoo's session begins with. */
function opensSession(url: URL, response: ServerResponse): boolean {
  if (url.pathname.startsWith('/quote/'))
    response.writeHead(200, { 'Set-Cookie': 'A1=c; Domain=.yahoo.com; Path=/; Secure' }).end('<html>');
  else if (url.pathname === '/v1/test/getcrumb') response.writeHead(200).end('crumb');
  else return false;
  return true;
}
