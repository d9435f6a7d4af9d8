import { ServerResponse } from 'node:http';
import request from 'supertest';
import { DAY_SECONDS } from '../../../src/common/calendar/day-length';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { ProviderStandIn, sendJson, startProviderStandIn } from '../../support/outside/provider-stand-in';

const MINUTE = 60;
/** The last whole hour, so that bars of every interval begin there. */
const hour = () => Math.floor(Date.now() / 3_600_000) * 3_600;
const iso = (second: number) => new Date(second * 1_000).toISOString();

/** A chart with the rows `[second, open, high, low, close, volume]`. */
function sendChart(
  response: ServerResponse,
  rows: (number | null)[][],
  currency: string | null = 'USD',
): void {
  const column = (nth: number) => rows.map((row) => row[nth]);
  const meta = { currency, exchangeTimezoneName: 'America/New_York' };
  const [open, high, low, close, volume] = [1, 2, 3, 4, 5].map(column);
  const indicators = { quote: [{ open, high, low, close, volume }] };
  sendJson(response, { chart: { result: [{ meta, timestamp: column(0), indicators }], error: null } });
}

describe('bars within the day', () => {
  let standIn: ProviderStandIn;
  let running: TestApp;
  let authorization: { Authorization: string };

  const get = (path: string) => request(running.url).get(`/api/v1/market/${path}`).set(authorization);
  const chartCalls = () => standIn.calls.filter((call) => call.startsWith('/v8/finance/chart/'));

  async function start(providers: string): Promise<void> {
    standIn = await startProviderStandIn((_url, response) => sendJson(response, {}, 404));
    running = await startApp({
      MARKET_PROVIDERS: providers,
      ALPHA_VANTAGE_API_KEY: 'KEY',
      ALPHA_VANTAGE_BASE_URL: standIn.url,
      YAHOO_BASE_URL: standIn.url,
      PROVIDER_TIMEOUT_SECONDS: '1',
      LOG_LEVEL: 'silent',
    });
    ({ authorization } = await registerUser(running));
  }

  afterEach(async () => {
    await running.close();
    await standIn.close();
  });

  it('are Yahoo’s, in the currency proper, without its row of the last trade, and asked for once', async () => {
    await start('alpha-vantage,yahoo-finance');
    const at = hour() - 3_600;
    standIn.answer = (url, response) => {
      expect(url.searchParams.get('interval')).toBe('5m');
      sendChart(
        response,
        [
          [at, 10_000, 10_100, 9_900, 10_050, 500],
          [at + 5 * MINUTE, null, null, null, null, null],
          [at + 10 * MINUTE, 10_050, 10_060, 10_040, 10_055, 40],
          [at + 12 * MINUTE, 10_055, 10_055, 10_055, 10_055, 0],
        ],
        'GBp',
      );
    };
    const path = `intraday/vod.l?interval=5m&from=${iso(at + 61)}&to=${iso(at + 3_000)}`;
    const { body } = await get(path).expect(200);
    expect(body).toEqual({
      symbol: 'VOD.L',
      data_type: 'intraday',
      interval: '5m',
      currency: 'GBP',
      source: 'yahoo-finance',
      retention_days: 60,
      from: iso(at),
      to: iso(at + 3_300),
      items: [
        { timestamp: iso(at), open: 100, high: 101, low: 99, close: 100.5, volume: 500 },
        { timestamp: iso(at + 10 * MINUTE), open: 100.5, high: 100.6, low: 100.4, close: 100.55, volume: 40 },
      ],
    });
    await Promise.all([1, 2, 3].map(() => get(path).expect(200)));
    expect(chartCalls()).toHaveLength(1);
    expect(standIn.calls.filter((call) => call.startsWith('/query'))).toEqual([]);
  });

  it('are bounded: what a source keeps no more is left out and told, what is too much is refused', async () => {
    await start('yahoo-finance');
    standIn.answer = (_url, response) => sendChart(response, []);
    const now = Math.floor(Date.now() / 1_000);
    const span = (interval: string, from: number, to: number) =>
      get(
        `intraday/AAPL?interval=${interval}&from=${iso(now - from * DAY_SECONDS)}&to=${iso(now - to * DAY_SECONDS)}`,
      );
    const { body } = await span('1m', 33, 27).expect(200);
    expect(body).toMatchObject({ retention_days: 30, items: [] });
    expect(Math.abs(Date.parse(String(body.from)) / 1_000 - (now - 30 * DAY_SECONDS))).toBeLessThan(600);
    expect((await span('1m', 40, 35).expect(404)).body.code).toBe('market.no_data');
    expect((await span('1m', 8, 0).expect(400)).body.code).toBe('market.range_too_long');
    expect((await span('1h', 366, 0).expect(400)).body.code).toBe('market.range_too_long');
    expect((await span('1m', 1, 2).expect(400)).body.code).toBe('market.invalid_range');
    for (const query of ['', '?interval=2m', '?interval=1m&from=yesterday', '?interval=1m&limit=5']) {
      await get(`intraday/AAPL${query}`).expect(400);
    }
    for (const to of ['2026-01-30', '2026-01-30T15:00:00', '2026-02-30T15:00:00Z', '10000-01-01']) {
      const { body: refused } = await get(`intraday/AAPL?interval=1h&to=${to}`).expect(400);
      expect(refused.errors).toEqual([
        { field: 'to', message: expect.stringMatching(/date-time of a day that exists with its zone/) },
      ]);
    }
    await get('intraday/A%20B?interval=1m').expect(400);
    const states = (await get('providers').expect(200)).body.items as object[];
    expect(states).toMatchObject([{ intraday_days: { '1m': 30, '5m': 60, '15m': 60, '1h': 730 } }]);
  });

  it('that a provider has none of are an answer; an outage is told as one', async () => {
    await start('yahoo-finance');
    standIn.answer = (url, response) => {
      if (url.pathname.endsWith('/NOSUCH')) {
        const error = { code: 'Not Found', description: 'No data found, symbol may be delisted' };
        sendJson(response, { chart: { result: null, error } }, 404);
      } else if (url.pathname.endsWith('/NOMONEY')) sendChart(response, [], null);
      else if (url.pathname.endsWith('/REFUSED')) {
        const error = { code: 'Unprocessable Entity', description: '1m data not available for startTime' };
        sendJson(response, { chart: { result: null, error } }, 422);
      } else sendJson(response, 'no sense', 500);
    };
    for (const [symbol, code] of [
      ['NOSUCH', 'market.unknown_symbol'],
      ['NOMONEY', 'market.no_currency'],
      ['REFUSED', 'market.no_data'],
      ['PRIVATE:HOUSE', 'market.no_data'],
    ]) {
      expect((await get(`intraday/${symbol}?interval=1m`).expect(404)).body.code).toBe(code);
    }
    expect((await get('providers')).body.items).toMatchObject([{ state: 'closed', last_error: null }]);
    const down = await get('intraday/AAPL?interval=1m').expect(503);
    expect(down.body.code).toBe('market.unavailable');
    expect(down.headers['retry-after']).toBeDefined();
  });

  it('are simulated too, at all hours for SIM-… symbols', async () => {
    await start('alpha-vantage,simulated');
    const { body } = await get('intraday/SIM-WILD?interval=1m').expect(200);
    expect(body).toMatchObject({ source: 'simulated', currency: 'USD', interval: '1m' });
    const bars = body.items as { timestamp: string; low: number; high: number; close: number }[];
    expect(bars.length).toBeGreaterThanOrEqual(1_440);
    expect(bars.every(({ low, high, close }) => low <= close && close <= high)).toBe(true);
    const week = await get('intraday/AAPL?interval=1h').expect(200);
    expect(week.body.items.length).toBeGreaterThan(100);
    expect((await get('intraday/NOSUCH?interval=1h').expect(404)).body.code).toBe('market.unknown_symbol');
  });
});
