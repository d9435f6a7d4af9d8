import { ServerResponse } from 'node:http';
import { DAY_MS } from '../../src/common/calendar/day-length';
import { MarketDataProvider } from '../../src/market/providers/market-data-provider';
import { alphaVantageAt, KEY, yahooAt } from '../support/outside/provider-at';
import { ProviderStandIn, startProviderStandIn } from '../support/outside/provider-stand-in';

const NOW = new Date('2026-03-04T22:30:00Z');
const DAY = Math.floor(NOW.getTime() / DAY_MS) - 1;

/** Whatever a provider that is not trusted may do. */
const FAULTS: [string, (response: ServerResponse) => void][] = [
  ['a fault of its own', (response) => response.writeHead(500).end(`failed for ${KEY}`)],
  ['a page instead of JSON', (response) => response.writeHead(200).end('<html>')],
  ['JSON of another shape', (response) => response.writeHead(200).end('[]')],
  [
    'an answer that is cut off',
    (response) => response.writeHead(200, { 'Content-Length': '9' }).end('{"a":1'),
  ],
  ['a connection that breaks', (response) => response.destroy()],
  ['an answer without an end', (response) => response.writeHead(200).write('{')],
  ['silence', () => undefined],
  ['an answer that is too large', (response) => response.writeHead(200).end(Buffer.alloc(9 * 2 ** 20, ' '))],
];

describe.each([
  ['Alpha Vantage', alphaVantageAt],
  ['Yahoo Finance', yahooAt],
])('%s', (_name, providerAt) => {
  let standIn: ProviderStandIn;
  let elsewhere: ProviderStandIn;
  let provider: MarketDataProvider;

  beforeAll(async () => {
    standIn = await startProviderStandIn((_url, response) => response.end());
    elsewhere = await startProviderStandIn((_url, response) => response.end('{}'));
    provider = providerAt(standIn.url, NOW, { PROVIDER_TIMEOUT_SECONDS: '1' });
  });
  afterAll(async () => {
    await standIn.close();
    await elsewhere.close();
  });

  const asked = () => [
    provider.quotes(['AAPL'], 'demand'),
    provider.dailyBars('AAPL', DAY, DAY),
    provider.search('apple'),
  ];

  async function failures(): Promise<string[]> {
    const outcomes = await Promise.allSettled(asked());
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { name: 'ProviderError', kind: 'unavailable' },
      });
    }
    return outcomes.map((outcome) => String((outcome as PromiseRejectedResult).reason));
  }

  it.each(FAULTS)('fails at %s, and does not tell its key', async (_what, answer) => {
    standIn.answer = (_url, response) => answer(response);
    expect((await failures()).filter((text) => text.includes(KEY))).toEqual([]);
  });

  it('does not follow elsewhere', async () => {
    standIn.answer = (url, response) =>
      response.writeHead(302, { location: `${elsewhere.url}${url.pathname}` }).end();
    await failures();
    expect(elsewhere.calls).toEqual([]);
  });
});
