import request from 'supertest';
import { eventually } from '../../support/waiting/eventually';
import { MarketUnderTest, startMarketUnderTest } from '../../support/features/market-under-test';
import { Answer, answerAsYahoo, sendJson } from '../../support/outside/provider-stand-in';

describe('market data while providers are away', () => {
  let market: MarketUnderTest;

  beforeAll(async () => {
    market = await startMarketUnderTest();
  });
  afterAll(() => market.close());

  it('shows the last stored price with the reason when no provider answers, and recovers', async () => {
    const { get, standIn } = market;
    await get('historical/VOD.L?from=2024-01-01&to=2024-01-07').expect(200);
    standIn.answer = (_url, response) => response.writeHead(500).end();
    const { body } = await get('real-time/VOD.L').expect(200);
    expect(body).toMatchObject({ close: 1.05, stale: true, stale_reason: 'provider_down' });
    standIn.answer = answerAsYahoo;
    await eventually(async () => (await get('real-time/VOD.L').expect(200)).body.close === 2.505);
  });

  it('takes an alert that nobody can check now, and refuses it once providers say that there is no such symbol', async () => {
    const { standIn, running, authorization } = market;
    const wish = (symbol: string) =>
      request(running.url)
        .post('/api/v1/notifications/alerts')
        .set(authorization)
        .send({ symbol, condition: 'above', price: 1 });
    standIn.answer = (_url, response) => response.writeHead(500).end();
    await wish('NOSUCH').expect(201);
    standIn.answer = answerAsYahoo;
    await eventually(async () => (await wish('NOSUCH')).body.code === 'market.unknown_symbol');
  });

  it('finds stored instruments while no provider answers, and recovers', async () => {
    const { get, standIn } = market;
    const answerSearches: Answer = (url, response) => {
      if (url.pathname !== '/v1/finance/search') answerAsYahoo(url, response);
      else
        sendJson(response, {
          quotes: [yahooMatch('VOD.L', 'Vodafone Group Plc'), yahooMatch('^FTSE', 'FTSE 100')],
        });
    };
    const symbols = async (query: string) =>
      (await get(`search?query=${query}`).expect(200)).body.items.map(
        (item: { symbol: string }) => item.symbol,
      );
    standIn.answer = answerSearches;
    expect(await symbols('vodafone')).toEqual(['VOD.L', '^FTSE']);
    const calls = standIn.calls.length;
    expect(await symbols('Vodafone')).toEqual(['VOD.L', '^FTSE']);
    expect(standIn.calls).toHaveLength(calls);

    standIn.answer = (_url, response) => response.writeHead(500).end();
    expect(await symbols('vod')).toEqual(['VOD.L']);
    expect(await symbols('group plc')).toEqual(['VOD.L']);
    expect(await symbols('ftse')).toEqual(['^FTSE']);
    // Nobody can say whether there is such an instrument.
    const { body } = await get('search?query=v.d').expect(503);
    expect(body.code).toBe('market.unavailable');
    standIn.answer = answerSearches;
    await eventually(async () => (await get('search?query=v.d')).status === 200);
    expect(await symbols('v.d')).toHaveLength(2);
  });

  it('tells the ISIN by which a search found an instrument, and no other, also while no provider answers', async () => {
    const { get, standIn } = market;
    standIn.answer = (url, response) => {
      if (url.pathname === '/v1/finance/search')
        sendJson(response, { quotes: [yahooMatch('VOD.L', 'Vodafone Group Plc')] });
      else if (url.pathname.startsWith('/v10/finance/quoteSummary/'))
        sendJson(response, { quoteSummary: { result: [{ price: { longName: 'Vodafone' } }], error: null } });
      else answerAsYahoo(url, response);
    };
    const isin = async () => (await get('instruments/VOD.L').expect(200)).body.isin as string | null;
    expect(await isin()).toBeNull();
    // Its check digit is wrong.
    await get('search?query=GB00BH4HKS38').expect(200);
    expect(await isin()).toBeNull();
    await get('search?query=gb00bh4hks39').expect(200);
    expect(await isin()).toBe('GB00BH4HKS39');
    standIn.answer = (_url, response) => response.writeHead(500).end();
    expect(await isin()).toBe('GB00BH4HKS39');
  });
});

function yahooMatch(symbol: string, longname: string): object {
  return { isYahooFinance: true, symbol, longname, quoteType: 'EQUITY', exchDisp: 'London' };
}
