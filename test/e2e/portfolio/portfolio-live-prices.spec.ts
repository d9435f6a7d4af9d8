import request from 'supertest';
import { QuoteFetcher } from '../../../src/market/quotes/quote-fetcher';
import { TickFeed } from '../../../src/market/ticks/tick-feed';
import { TrackedSymbols } from '../../../src/market/ticks/tracked-symbols';
import { OptionalRedis } from '../../../src/platform/redis/optional-redis';
import { PortfolioWatch } from '../../../src/portfolio/live/portfolio-watch';
import type { PortfolioValue } from '../../../src/portfolio/live/portfolio.events';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { quoteOf } from '../../support/features/quotes';
import { ProviderStandIn, sendJson, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { YahooSeries, yahooMarket } from '../../support/outside/yahoo-market';
import { ask, ClientSocket, closeStreams, connected, openStream } from '../../support/stream/stream-client';
import { eventually } from '../../support/waiting/eventually';

const HOUSE = 'PRIVATE:HOUSE';
const bought = { type: 'buy', date: '2020-01-15', quantity: 10, price: 1, fx_rate: 1 };

/** Prices and rates behind a live value that nobody but its watcher asks for. */
describe('the prices of a live value', () => {
  let standIn: ProviderStandIn;
  let running: TestApp;
  let ada: Account;
  let socket: ClientSocket;
  let told: PortfolioValue[];

  const told100 = (currency = 'USD'): YahooSeries => ({ currency, closes: { '2026-01-02': 100 } });
  const rate = (close: number, currency = 'USD'): YahooSeries => ({
    currency,
    timeZone: 'Europe/London',
    closes: { '2026-01-02': close },
  });
  const series: Record<string, YahooSeries> = {
    AAA: told100(),
    'LATE.T': told100('JPY'),
    'EURUSD=X': rate(1.25),
    'GBPUSD=X': rate(1.25),
    'USDCHF=X': rate(0.8, 'CHF'),
    'USDJPY=X': rate(125, 'JPY'),
  };
  /** what the provider fails to answer for */
  let failing: RegExp | undefined;

  beforeAll(async () => {
    const answer = yahooMarket(series);
    standIn = await startProviderStandIn((url, response) => {
      if (failing?.test(decodeURIComponent(url.href))) sendJson(response, {}, 503);
      else answer(url, response);
    });
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      MARKET_REFRESH_SECONDS: '3600',
      PROVIDER_PAUSE_SECONDS: '1',
      LOG_LEVEL: 'silent',
    });
    ada = await registerUser(running);
  });

  beforeEach(async () => {
    failing = undefined;
    socket = openStream(running.url, { token: ada.access_token });
    await connected(socket);
    told = [];
    socket.on('portfolio:value', (value) => told.push(value));
  });

  afterEach(closeStreams);

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const watch = ({ id: portfolio_id }: LedgerUnderTest) =>
    ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id });
  const unwatch = ({ id: portfolio_id }: LedgerUnderTest) =>
    ask(socket, 'portfolio:unwatch', { portfolio_id });
  const isTold = ({ id }: LedgerUnderTest, value: Partial<PortfolioValue>) =>
    eventually(() => {
      expect(told.findLast(({ portfolio_id }) => portfolio_id === id)).toMatchObject(value);
      return true;
    });
  /** Now, not at its next turn. */
  const revisit = () => running.app.get(PortfolioWatch).revisit();
  const held = () => running.app.get(TrackedSymbols).all();
  const isHeld = (symbol: string) => eventually(async () => (await held()).includes(symbol));
  const isLetGo = (symbol: string) => eventually(async () => !(await held()).includes(symbol));
  const askAgain = () => running.app.get(PortfolioWatch).askAgain();
  /** As the schedule does while the market is open. */
  const refreshHeld = async () => running.app.get(QuoteFetcher).fetch(await held(), 'refresh');

  it('follow the rates that it is told by, and those of cash alone, while somebody watches', async () => {
    const lots = await openLedger(running, ada, { currency: 'EUR' });
    await lots.line({ ...bought, symbol: 'AAA', currency: 'USD' });
    const money = await openLedger(running, ada, { currency: 'EUR' });
    const account_id = await money.account({ name: 'Pounds', currency: 'GBP', tracks_cash: true });
    await money.line({ account_id, type: 'deposit', date: '2020-01-15', amount: 1_000 });
    expect(await watch(lots)).toMatchObject({ market_value: 800, missing: [] });
    expect(await watch(money)).toMatchObject({ market_value: 1_000, missing: [] });
    for (const pair of ['EURUSD=X', 'GBPUSD=X']) await isHeld(pair);

    series['EURUSD=X'] = rate(2);
    await refreshHeld();
    await isTold(lots, { market_value: 500 });
    await isTold(money, { market_value: 625 });

    await unwatch(money);
    await isLetGo('GBPUSD=X');
    expect(await held()).toContain('EURUSD=X');
    await closeStreams();
    await isLetGo('EURUSD=X');
    expect(await held()).toContain('AAA');
  });

  it('are those of what is held now', async () => {
    const ledger = await openLedger(running, ada);
    const account_id = await ledger.account({ name: 'Francs', currency: 'CHF', tracks_cash: true });
    expect(await watch(ledger)).toMatchObject({ market_value: 0 });
    expect(await held()).not.toContain('USDCHF=X');
    const line = { account_id, type: 'deposit', date: '2020-01-15', amount: 80 };
    const id = await ledger.line(line);
    await revisit();
    await isTold(ledger, { market_value: 100 });
    await isHeld('USDCHF=X');
    await ledger.delete(`/transactions/${id}`).expect(204);
    await revisit();
    await isTold(ledger, { market_value: 0 });
    await isLetGo('USDCHF=X');
  });

  it('are heard also where there was none when the watch began', async () => {
    const ledger = await openLedger(running, ada);
    const account_id = await ledger.account({ name: 'Kronor', currency: 'SEK', tracks_cash: true });
    await ledger.line({ account_id, type: 'deposit', date: '2020-01-15', amount: 5_000 });
    expect(await watch(ledger)).toMatchObject({
      market_value: null,
      missing: [{ symbol: 'SEK', reason: 'no_exchange_rate' }],
    });
    await running.app.get(TickFeed).publish([quoteOf('USDSEK=X', { close: 10, currency: 'SEK' })]);
    await isTold(ledger, { market_value: 500, missing: [] });
  });

  it('are asked for again while they are missing, and then the rates that they are told in', async () => {
    failing = /LATE/;
    const ledger = await openLedger(running, ada, { currency: 'CHF' });
    await ledger.line({ ...bought, symbol: 'LATE.T', currency: 'JPY' });
    expect(await watch(ledger)).toMatchObject({
      market_value: null,
      missing: [{ symbol: 'LATE.T', reason: 'no_price' }],
    });
    failing = undefined;
    await eventually(async () => {
      await askAgain();
      return told.some(({ market_value }) => market_value !== null);
    });
    await isTold(ledger, { market_value: 6.4, missing: [] });
    await isHeld('USDJPY=X');
  });

  it('are asked for again out of the share that their owner has of the calls', async () => {
    const cache = running.app.get(OptionalRedis);
    const day = new Date().toISOString().slice(0, 10);
    const share = cache.key('calls', 'yahoo-finance', `${day}:${ada.user.id}`);
    const before = await cache.ask((redis) => redis.getset(share, 5_000));
    const ledger = await openLedger(running, ada);
    await ledger.line({ ...bought, symbol: 'SHARED' });
    const missing = [{ symbol: 'SHARED', reason: 'no_price' }];
    expect(await watch(ledger)).toMatchObject({ missing });
    series.SHARED = told100();
    await askAgain();
    expect((await watch(ledger)).missing).toEqual(missing);
    await cache.ask((redis) => redis.set(share, before ?? 0));
    await eventually(async () => {
      await askAgain();
      return told.some(({ market_value }) => market_value === 1_000);
    });
  });

  it('are those that their owner told last', async () => {
    const price = (closes: Record<string, number>) =>
      request(running.url)
        .put(`/api/v1/market/private/${HOUSE}/prices`)
        .set(ada.authorization)
        .send({ currency: 'USD', prices: Object.entries(closes).map(([date, close]) => ({ date, close })) })
        .expect(200);
    await price({ '2024-01-01': 100 });
    const ledger = await openLedger(running, ada);
    await ledger.line({ ...bought, symbol: HOUSE });
    expect(await watch(ledger)).toMatchObject({ market_value: 1_000 });
    await price({ '2024-01-01': 100, '2025-01-01': 150 });
    await revisit();
    await isTold(ledger, { market_value: 1_500 });
    await request(running.url).delete(`/api/v1/market/private/${HOUSE}`).set(ada.authorization).expect(204);
    await revisit();
    await isTold(ledger, { market_value: null, missing: [{ symbol: HOUSE, reason: 'no_price' }] });
    await price({ '2026-01-01': 200 });
    await revisit();
    await isTold(ledger, { market_value: 2_000, missing: [] });
  });
});
