import request from 'supertest';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { parseDay } from '../../../src/analytics/calendar';

describe('market data from the simulated market', () => {
  let running: TestApp;
  let authorization: { Authorization: string };
  const get = (path: string) => request(running.url).get(`/api/v1/market/${path}`).set(authorization);

  beforeAll(async () => {
    running = await startApp();
    ({ authorization } = await registerUser(running));
  });
  afterAll(() => running.close());

  it('quotes an instrument', async () => {
    const { body } = await get('real-time/aapl').expect(200);
    expect(body).toMatchObject({
      symbol: 'AAPL',
      data_type: 'real-time',
      currency: 'USD',
      source: 'simulated',
    });
    expect(body.low).toBeLessThanOrEqual(body.close);
    expect(body.high).toBeGreaterThanOrEqual(body.close);
    expect(body.change).toBeCloseTo(body.close - body.previous_close, 6);
  });

  it('quotes many and says which are missing', async () => {
    const { body } = await get('real-time?symbols=AAPL,nosuch,%5EGSPC,AAPL').expect(200);
    expect(body.items.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['AAPL', '^GSPC']);
    expect(body.missing).toEqual([{ symbol: 'NOSUCH', reason: 'unknown_symbol' }]);
  });

  it('shows ten years of days in one answer, ascending, on weekdays, with an ETag', async () => {
    const { body, headers } = await get('historical/AAPL?from=2015-01-01&to=2024-12-31').expect(200);
    expect(body.items).toHaveLength(2609);
    const days = body.items.map(({ timestamp }: { timestamp: string }) => parseDay(timestamp.slice(0, 10)));
    expect([...days].sort((a, b) => a - b)).toEqual(days);
    await get('historical/AAPL?from=2015-01-01&to=2024-12-31')
      .set('If-None-Match', String(headers.etag))
      .expect(304);
  });

  it('shows few bars of many instruments for small charts, and says which are missing', async () => {
    const path = 'historical?symbols=MSFT,NOSUCH,AAPL,MSFT&from=2024-01-01&to=2024-12-31';
    const { body, headers } = await get(path).expect(200);
    expect(body.items.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['MSFT', 'AAPL']);
    expect(body.missing).toEqual([{ symbol: 'NOSUCH', reason: 'unknown_symbol' }]);
    const alone = await get('historical/AAPL?from=2024-01-01&to=2024-12-31&max_points=30').expect(200);
    expect(body.items[1]).toEqual(alone.body);
    await get(path).set('If-None-Match', String(headers.etag)).expect(304);
  });

  it('tells what an instrument is', async () => {
    expect((await get('instruments/aapl').expect(200)).body).toMatchObject({
      symbol: 'AAPL',
      name: 'Apple Inc.',
      asset_class: 'equity',
      exchange: 'NASDAQ',
      sector: 'Technology',
      country: 'US',
      isin: null,
      source: 'simulated',
      splits: [],
      dividends: [],
    });
    const { body } = await get('instruments/NOSUCH').expect(404);
    expect(body.code).toBe('market.unknown_symbol');
  });

  it('has symbols that trade at all hours', async () => {
    const { body } = await get('status?symbols=SIM-CALM').expect(200);
    expect(body.items[0]).toMatchObject({ symbol: 'SIM-CALM', state: 'open' });
    expect((await get('real-time/SIM-CALM').expect(200)).body).toMatchObject({
      stale: false,
      currency: 'USD',
    });
    expect((await get('historical/SIM-CALM').expect(200)).body.items.length).toBeGreaterThan(200);
  });

  it.each([
    ['historical?symbols=', 400, 'validation.failed'],
    ['historical?symbols=AAPL&from=2024-02-01&to=2024-01-01', 400, 'market.invalid_range'],
    ['real-time/NOSUCH', 404, 'market.unknown_symbol'],
    ['historical/NOSUCH', 404, 'market.unknown_symbol'],
    ['historical/AAPL?from=2024-02-01&to=2024-01-01', 400, 'market.invalid_range'],
    ['historical/AAPL?from=2024-02-30', 400, 'validation.failed'],
    ['historical/AAPL?interval=1h', 400, 'validation.failed'],
    ['historical/AAPL?max_points=9', 400, 'validation.failed'],
    ['historical/AAPL?extra=1', 400, 'validation.failed'],
    ['real-time/A$B', 400, 'symbol.invalid'],
    ['real-time?symbols=', 400, 'validation.failed'],
    ['search?query=', 400, 'validation.failed'],
  ])('answers %s with %i %s', async (path, status, code) => {
    const { body } = await get(path).expect(status);
    expect(body).toMatchObject({ status, code });
  });

  it('finds instruments, the exact symbol first', async () => {
    const { body } = await get('search?query=v').expect(200);
    expect(body.items[0]).toMatchObject({ symbol: 'V', score: 1, source: 'simulated' });
  });

  describe('its indicators', () => {
    it('are aligned with the closes, null in their warm-up', async () => {
      const { body } = await get(
        'analytics/AAPL?from=2024-01-01&to=2024-03-31&indicators=sma:20,ema:50,rsi:14,volatility:30',
      ).expect(200);
      const warmUps = { 'sma:20': 19, 'ema:50': 49, 'rsi:14': 14, 'volatility:30': 30 };
      expect(body.indicators.map(({ indicator }: { indicator: string }) => indicator)).toEqual(
        Object.keys(warmUps),
      );
      for (const { indicator, values } of body.indicators) {
        expect(values).toHaveLength(body.closes.length);
        expect(values.findIndex((value: number | null) => value !== null)).toBe(
          warmUps[indicator as keyof typeof warmUps],
        );
      }
      const texts = body.indicators.flatMap(({ values }: { values: (number | null)[] }) =>
        values.map(String),
      );
      expect(texts.filter((text: string) => text.replace(/\D/g, '').replace(/^0+/, '').length > 12)).toEqual(
        [],
      );
      const mean = body.closes.slice(0, 20).reduce((sum: number, close: number) => sum + close, 0) / 20;
      expect(body.indicators[0].values[19]).toBeCloseTo(mean, 9);
    });

    it.each(['macd:12', 'sma', 'sma:0', 'volatility:1', 'sma:20,sma:20'])(
      'refuses %s',
      async (indicators) => {
        const { body } = await get(`analytics/AAPL?indicators=${indicators}`).expect(400);
        expect(body.code).toBe('validation.failed');
      },
    );
  });
});
