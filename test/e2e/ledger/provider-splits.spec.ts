import { Clock } from '../../../src/common/clock';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import {
  Answer,
  ProviderStandIn,
  sendJson,
  startProviderStandIn,
} from '../../support/outside/provider-stand-in';
import { eventually } from '../../support/waiting/eventually';

interface Held {
  symbol: string;
  bought: string;
  /** close of that day as it was traded */
  traded: number;
  splits: [day: string, numerator: number, denominator: number][];
  /** shares of today for one of that day, by splits of whole numbers */
  shares: number;
}

/** Closes and splits as the exchanges and the companies told them. */
const HELD: Held[] = [
  {
    symbol: 'AAPL',
    bought: '2014-05-01',
    traded: 591.48,
    splits: [
      ['2014-06-09', 7, 1],
      ['2020-08-31', 4, 1],
    ],
    shares: 28,
  },
  {
    symbol: 'NVDA',
    bought: '2021-07-19',
    traded: 751.19,
    splits: [
      ['2021-07-20', 4, 1],
      ['2024-06-10', 10, 1],
    ],
    shares: 40,
  },
  {
    symbol: 'TSLA',
    bought: '2020-08-28',
    traded: 2_213.4,
    splits: [
      ['2020-08-31', 5, 1],
      ['2022-08-25', 3, 1],
    ],
    shares: 15,
  },
  { symbol: 'GOOGL', bought: '2022-07-15', traded: 2_235.55, splits: [['2022-07-18', 20, 1]], shares: 20 },
  {
    symbol: 'GE',
    bought: '2021-07-30',
    traded: 12.95,
    splits: [
      ['2021-08-02', 1, 8],
      ['2023-01-04', 1_281, 1_000],
      ['2024-04-02', 1_253, 1_000],
    ],
    shares: 1 / 8,
  },
];

/** Is split while it is held: all its closes are told anew from then on. */
const LATE: Held = { symbol: 'LATE', bought: '2023-01-10', traded: 100, splits: [], shares: 2 };

const seconds = (day: string) => Date.parse(`${day}T14:30:00Z`) / 1_000;

const adjustedClose = ({ splits, traded }: Held) =>
  splits.reduce((price, [, numerator, denominator]) => (price * denominator) / numerator, traded);

/** A Yahoo whose charts tell the splits, and closes that never changed since the purchase, adjusted for all of them. */
const answer: Answer = (url, response) => {
  const held = [...HELD, LATE].find(({ symbol }) => url.pathname.endsWith(`/${symbol}`));
  if (!url.pathname.startsWith('/v8/finance/chart/') || !held) return sendJson(response, {}, 404);
  const [from, to] = ['period1', 'period2'].map((name) => Number(url.searchParams.get(name)));
  const close = adjustedClose(held);
  const timestamp: number[] = [];
  for (let at = from! + 14.5 * 3_600; at < Math.min(to!, Date.now() / 1_000); at += 86_400)
    if (![0, 6].includes(new Date(at * 1_000).getUTCDay())) timestamp.push(at);
  const prices = timestamp.map(() => close);
  const within = held.splits.filter(([day]) => seconds(day) >= from! && seconds(day) < to!);
  const splits = Object.fromEntries(
    within.map(([day, numerator, denominator]) => [
      seconds(day),
      { date: seconds(day), numerator, denominator, splitRatio: `${numerator}:${denominator}` },
    ]),
  );
  const quote = { open: prices, high: prices, low: prices, close: prices, volume: prices.map(() => 1) };
  const meta = { currency: 'USD', symbol: held.symbol, exchangeTimezoneName: 'America/New_York' };
  sendJson(response, {
    chart: {
      result: [{ meta, timestamp, events: { splits }, indicators: { quote: [quote] } }],
      error: null,
    },
  });
};

/** A thread starts, and five histories of twelve years are read. */
describe('shares bought before splits that Yahoo tells', () => {
  let standIn: ProviderStandIn;
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    standIn = await startProviderStandIn(answer);
    running = await startApp({ MARKET_PROVIDERS: 'yahoo-finance', YAHOO_BASE_URL: standIn.url });
    ada = await registerUser(running);
    ledger = await openLedger(running, ada);
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  it('are right from the first answer on, though nobody says anything, and stay so', async () => {
    const items = HELD.map(({ symbol, bought, traded }) => {
      return { account_id: ledger.main, type: 'buy', date: bought, symbol, quantity: 8, price: traded };
    });
    await ledger.post('/transactions', { items }).expect(201);
    for (const again of ['', '?risk_free_rate=0.01']) {
      const { body } = await ledger.get(`/performance${again}`).expect(200);
      const holdings = body.holdings as { symbol: string; market_value: number; cost_basis: number }[];
      for (const held of HELD) {
        const { market_value, cost_basis } = holdings.find(({ symbol }) => symbol === held.symbol)!;
        expect(cost_basis).toBeCloseTo(8 * held.traded, 6);
        // Closes never moved: what is not a split of whole numbers may have gone to another company, the rest is there.
        expect(market_value).toBeCloseTo(8 * held.shares * adjustedClose(held), 6);
      }
      const unsplit = holdings.filter(({ symbol }) => symbol !== 'GE');
      for (const { market_value, cost_basis } of unsplit) expect(market_value).toBeCloseTo(cost_basis, 6);
    }
    const { items: lots } = (await ledger.get('/lots').expect(200)).body;
    for (const { symbol, traded } of HELD) {
      const lot = lots.find((one: { symbol: string }) => one.symbol === symbol);
      expect(lot).toMatchObject({ traded_quantity: 8, cost: expect.closeTo(8 * traded, 8) });
    }
  });

  it('show in the assets, and ratios of spin-offs wait for their owner', async () => {
    const quantities = async () => {
      const { assets } = (await ledger.get('').expect(200)).body as {
        assets: { symbol: string; quantity: number }[];
      };
      return Object.fromEntries(assets.map(({ symbol, quantity }) => [symbol, quantity]));
    };
    const wanted = Object.fromEntries(HELD.map(({ symbol, shares }) => [symbol, 8 * shares]));
    await eventually(async () => {
      expect(await quantities()).toEqual(wanted);
      return true;
    });
    const { items } = (await ledger.get('/issues').expect(200)).body as {
      items: { code: string; symbol: string }[];
    };
    const unconfirmed = items.filter(({ code }) => code === 'split.unconfirmed');
    expect(unconfirmed.map(({ symbol }) => symbol)).toEqual(['GE', 'GE']);
  });
});

describe('shares that are split while they are held', () => {
  let standIn: ProviderStandIn;
  let running: TestApp;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    standIn = await startProviderStandIn(answer);
    running = await startApp({
      ROLE: 'api',
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
    });
    ledger = await openLedger(running, await registerUser(running));
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  it('are split once when the provider adjusts its closes again, on every day', async () => {
    const { symbol, bought: date, traded: price } = LATE;
    await ledger.line({ type: 'buy', date, symbol, quantity: 8, price });
    const valuesUpTo = async (to: string) => {
      const { body } = await ledger.get(`/performance?to=${to}`).expect(200);
      expect(body.holdings).toMatchObject([{ symbol, market_value: 800, cost_basis: 800 }]);
      return new Set((body.series as { value: number }[]).map(({ value }) => value));
    };
    const flat = new Set([800]);
    const clock = jest.spyOn(running.app.get(Clock), 'now');
    clock.mockImplementation(() => new Date('2024-03-02T12:00:00Z'));
    expect(await valuesUpTo('2024-03-01')).toEqual(flat);
    clock.mockImplementation(() => new Date('2024-06-05T12:00:00Z'));
    LATE.splits.push(['2024-03-15', 2, 1]);
    for (const to of ['2024-06-03', '2024-03-01', '2024-06-04']) expect(await valuesUpTo(to)).toEqual(flat);
    const { items } = (await ledger.get('/lots').expect(200)).body;
    expect(items).toMatchObject([{ quantity: 16, traded_quantity: 8, traded_price: 100 }]);
  });
});
