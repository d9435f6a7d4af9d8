import { DAY_MS } from '../../../src/common/calendar/day-length';
import { HistoryFiller } from '../../../src/market/history/series/history-filler';
import { MarketProviders } from '../../../src/market/providers/market-providers';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, YahooSeries, yahooMarket } from '../../support/outside/yahoo-market';
import { ask, closeStreams, connected, openStream } from '../../support/stream/stream-client';
import { eventually } from '../../support/waiting/eventually';
import type { PortfolioValue } from '../../../src/portfolio/live/portfolio.events';

const dayAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Traded at all hours of every day, so that it does not matter when the test runs. */
const quotedAt = (price: number): YahooSeries => ({
  timeZone: 'UTC',
  opens: '00:00',
  closes: closesFrom(dayAgo(40), dayAgo(0), price, true),
  quote: { regularMarketPrice: price, regularMarketPreviousClose: price },
});

/** Four for one on this day where nothing else is said, and a little dearer than before. */
const split = (shares = 4, day = dayAgo(0)): YahooSeries => ({
  ...quotedAt(100),
  quote: { regularMarketPrice: 101, regularMarketPreviousClose: 100 },
  splits: { [day]: [shares, 1] },
});

describe('a split on its ex-date', () => {
  const series: Record<string, YahooSeries> = {};
  /** of the charts that are asked for next */
  let failures = 0;
  let standIn: ProviderStandIn;
  let running: TestApp;

  beforeAll(async () => {
    const market = yahooMarket(series);
    standIn = await startProviderStandIn((url, response) => {
      if (!url.pathname.includes('/chart/') || failures === 0) return market(url, response);
      failures -= 1;
      response.writeHead(503).end();
    });
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      MARKET_REFRESH_SECONDS: '1',
      QUOTE_TTL_SECONDS: '1',
    });
  });

  afterEach(closeStreams);
  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  /** Ten shares that cost 400 each, with and without cash, whose history is read up to the last closed day. */
  const holding = async (symbol: string) => {
    series[symbol] = quotedAt(400);
    const ada = await registerUser(running);
    const buy = { type: 'buy', date: dayAgo(30), symbol, quantity: 10, price: 400 };
    const plain = await openLedger(running, ada);
    await plain.line(buy);
    const cash = await openLedger(running, ada);
    const account_id = await cash.account({ name: 'Cash', tracks_cash: true });
    await cash.line({ account_id, type: 'deposit', date: dayAgo(31), amount: 4_000 });
    await cash.line({ ...buy, account_id });
    for (const { get } of [plain, cash]) await get('/performance').expect(200);
    const socket = openStream(running.url, { token: ada.access_token });
    await connected(socket);
    const values = new Map<string, number | null>();
    socket.on('portfolio:value', (value: PortfolioValue) =>
      values.set(value.portfolio_id, value.market_value),
    );
    const watch = async ({ id }: LedgerUnderTest) => {
      const value = await ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id: id });
      values.set(id, value.market_value);
    };
    await watch(plain);
    await watch(cash);
    return { plain, cash, live: ({ id }: LedgerUnderTest) => values.get(id) };
  };
  const held = async ({ get }: LedgerUnderTest) => {
    const { body } = await get('/holdings').expect(200);
    const [{ quantity, market_value }] = body.items as [{ quantity: number; market_value: number }];
    return { quantity, market_value };
  };

  it('is seen in holdings and live values of whoever only looks at those', async () => {
    const { plain, cash, live } = await holding('SPLITA-USD');
    for (const ledger of [plain, cash]) {
      await eventually(async () => (await held(ledger)).market_value === 4_000);
      await eventually(() => live(ledger) === 4_000);
    }
    series['SPLITA-USD'] = split();
    for (const ledger of [plain, cash]) {
      await eventually(async () => {
        const { quantity, market_value } = await held(ledger);
        return quantity === 40 && market_value === 4_040;
      });
      await eventually(async () => {
        const { assets } = (await ledger.get('').expect(200)).body;
        return assets[0].quantity === 40;
      });
      await eventually(() => live(ledger) === 4_040);
    }
  });

  it('is asked for again where the provider failed', async () => {
    const { plain } = await holding('SPLITB-USD');
    failures = 4;
    series['SPLITB-USD'] = split();
    await eventually(async () => (await held(plain)).market_value === 1_010);
    await eventually(async () => (await held(plain)).market_value === 4_040);
    expect(failures).toBe(0);
  });

  it('comes into the ledgers in other terms, and out of them, as soon as the provider says so', async () => {
    const { plain } = await holding('SPLITC-USD');
    const [provider] = running.app.get(MarketProviders).inOrder;
    const tellsNow = async (told: YahooSeries) => {
      series['SPLITC-USD'] = told;
      await running.app.get(HistoryFiller).renew(provider!, 'SPLITC-USD');
    };
    for (const shares of [4, 2]) {
      await tellsNow(split(shares, dayAgo(3)));
      await eventually(async () => (await held(plain)).quantity === 10 * shares);
    }
    await tellsNow({ ...split(), splits: {} });
    await eventually(async () => (await held(plain)).market_value === 1_010);
    expect(await held(plain)).toEqual({ quantity: 10, market_value: 1_010 });
  });
});
