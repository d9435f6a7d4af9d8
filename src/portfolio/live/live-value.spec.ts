import type { Quote } from '../../market/model/quote';
import { liveValue } from './live-value';
import type { ValuedPortfolio } from './live-value';
import { pairsBetween, spotRate } from '../currency/spot-rates';

const quote = (symbol: string, close: number, given: Partial<Quote> = {}) =>
  ({
    symbol,
    close,
    previous_close: close,
    currency: 'USD',
    timestamp: '2024-05-02T15:00:00.000Z',
    stale_reason: null,
    ...given,
  }) as Quote;
const NOW = new Date('2024-05-02T15:01:00Z');
const valueNow = (one: ValuedPortfolio, given: ReadonlyMap<string, Quote>, now = NOW) =>
  liveValue(one, given, now);
const quotes = (...all: Quote[]) => new Map(all.map((one) => [one.symbol, one]));
const lot = { symbol: 'AAPL', quantity: 10, purchase_price: 100, purchase_date: '2024-01-15' };
const portfolio = (given: Partial<ValuedPortfolio> = {}): ValuedPortfolio => ({
  id: '1',
  currency: 'USD',
  version: 1,
  assets: [lot],
  cash: [],
  ...given,
});

describe('liveValue', () => {
  it('values lots at the newest price, against cost and the close before', () => {
    expect(valueNow(portfolio(), quotes(quote('AAPL', 120, { previous_close: 125 })))).toMatchObject({
      market_value: 1_200,
      cost_basis: 1_000,
      unrealised_pnl: 200,
      unrealised_pnl_percent: 0.2,
      day_change: -50,
      day_change_percent: -0.04,
      missing: [],
    });
  });

  it('counts what was bought today from what was paid', () => {
    const today = { ...lot, purchase_date: '2024-05-02' };
    const value = valueNow(
      portfolio({ assets: [today] }),
      quotes(quote('AAPL', 120, { previous_close: 90 })),
    );
    expect(value).toMatchObject({ day_change: 200, day_change_percent: 0.2 });
  });

  it('counts what was bought after the last price at its cost', () => {
    const bought = { ...lot, purchase_price: 110, purchase_date: '2024-05-02' };
    const yesterday = { timestamp: '2024-05-01T20:00:00.000Z', previous_close: 95 };
    expect(valueNow(portfolio({ assets: [bought] }), quotes(quote('AAPL', 100, yesterday)))).toMatchObject({
      market_value: 1_100,
      unrealised_pnl: 0,
      day_change: 0,
    });
  });

  it('does not take the move of an earlier day for one of today, and names prices that are old', () => {
    const weekend = new Date('2024-05-05T15:00:00Z');
    const assets = [lot, { ...lot, symbol: 'BTC-USD' }, { ...lot, symbol: 'OLD' }];
    const friday = { timestamp: '2024-05-03T20:00:00.000Z', previous_close: 90 };
    const given = quotes(
      quote('AAPL', 100, friday),
      quote('BTC-USD', 120, { timestamp: '2024-05-05T14:59:00.000Z', previous_close: 110 }),
      quote('OLD', 50, { timestamp: '2024-04-10T20:00:00.000Z', previous_close: 10 }),
    );
    expect(valueNow(portfolio({ assets }), given, weekend)).toMatchObject({
      market_value: 2_700,
      day_change: 100,
      as_of: '2024-04-10T20:00:00.000Z',
      stale: [{ symbol: 'OLD', reason: 'no_newer_data', timestamp: '2024-04-10T20:00:00.000Z' }],
    });
  });

  it('is as old as the rate that it is told by', () => {
    const rate = quote('EURUSD=X', 1.25, { timestamp: '2024-05-02T14:00:00.000Z' });
    const value = valueNow(portfolio({ currency: 'EUR' }), quotes(quote('AAPL', 100), rate));
    expect(value).toMatchObject({
      market_value: 800,
      as_of: '2024-05-02T14:00:00.000Z',
      stale: [{ symbol: 'EURUSD=X', reason: 'no_newer_data' }],
    });
  });

  it('leaves out and names what has no price or no rate', () => {
    const assets = [lot, { ...lot, symbol: 'GONE' }, { ...lot, symbol: 'SAP.DE' }];
    const value = valueNow(
      portfolio({ assets }),
      quotes(quote('AAPL', 120), quote('SAP.DE', 1, { currency: 'EUR' })),
    );
    expect(value).toMatchObject({
      market_value: 1_200,
      cost_basis: 1_000,
      missing: [
        { symbol: 'GONE', reason: 'no_price' },
        { symbol: 'SAP.DE', reason: 'no_exchange_rate' },
      ],
    });
  });

  it('counts what came in at no known cost, and tells no gain of it', () => {
    const assets = [lot, { ...lot, symbol: 'OLD', purchase_price: null }];
    const given = quotes(quote('AAPL', 120), quote('OLD', 50, { previous_close: 40 }));
    expect(valueNow(portfolio({ assets }), given)).toMatchObject({
      market_value: 1_700,
      cost_basis: 1_000,
      unrealised_pnl: null,
      unrealised_pnl_percent: null,
      day_change: 100,
      missing: [{ symbol: 'OLD', reason: 'basis_unknown' }],
    });
    const today = { ...lot, symbol: 'OLD', purchase_price: null, purchase_date: '2024-05-02' };
    expect(valueNow(portfolio({ assets: [today] }), given)).toMatchObject({
      market_value: 500,
      day_change: 0,
    });
  });

  it('counts tracked cash at the newest rates, and gains nothing by it', () => {
    const cash = [
      { currency: 'USD', balance: 700 },
      { currency: 'EUR', balance: 80 },
      { currency: 'CHF', balance: 0 },
    ];
    const rate = quote('EURUSD=X', 1.25, { timestamp: '2024-05-02T14:00:00.000Z' });
    const given = quotes(quote('AAPL', 120, { previous_close: 125 }), rate);
    expect(valueNow(portfolio({ cash }), given)).toMatchObject({
      market_value: 2_000,
      cash: 800,
      cost_basis: 1_000,
      unrealised_pnl: 200,
      unrealised_pnl_percent: 0.2,
      day_change: -50,
      day_change_percent: expect.closeTo(-50 / 2_050, 8),
      as_of: '2024-05-02T14:00:00.000Z',
      stale: [{ symbol: 'EURUSD=X' }],
      missing: [],
    });
  });

  it('tells no value where cash has no rate, and what the lots made all the same', () => {
    const cash = [{ currency: 'EUR', balance: -80 }];
    expect(valueNow(portfolio({ cash }), quotes(quote('AAPL', 120)))).toMatchObject({
      market_value: null,
      cash: null,
      unrealised_pnl: 200,
      day_change: 0,
      day_change_percent: null,
      missing: [{ symbol: 'EUR', reason: 'no_exchange_rate' }],
    });
    expect(valueNow(portfolio({ assets: [], cash }), quotes()).market_value).toBeNull();
  });

  it('tells no value when nothing has a price, and zero when nothing is held', () => {
    expect(valueNow(portfolio(), quotes()).market_value).toBeNull();
    const cash = [{ currency: 'USD', balance: 5 }];
    expect(valueNow(portfolio({ cash }), quotes())).toMatchObject({
      market_value: null,
      cash: 5,
      day_change: null,
      day_change_percent: null,
    });
    expect(valueNow(portfolio({ assets: [] }), quotes()).market_value).toBe(0);
  });
});

describe('spotRate', () => {
  it.each([
    ['the pair', 'EUR', 'USD', ['EURUSD=X', 1.25], 1.25],
    ['the inverse', 'USD', 'EUR', ['EURUSD=X', 1.25], 0.8],
    ['hundredths', 'GBp', 'USD', ['GBPUSD=X', 1.5], 0.015],
    ['thousandths', 'KWF', 'USD', ['KWDUSD=X', 3.25], 0.00325],
  ] as const)('takes %s', (_name, from, to, [pair, close], rate) => {
    expect(pairsBetween(from, to)).toContain(pair);
    const spot = spotRate(from, to, new Map([[pair, { close }]]));
    expect(spot?.rate).toBeCloseTo(rate, 12);
    expect(spot?.pairs).toEqual([pair]);
  });

  it('goes over the dollar', () => {
    const prices = new Map([
      ['EURUSD=X', { close: 1.25 }],
      ['USDCHF=X', { close: 0.8 }],
    ]);
    expect(spotRate('EUR', 'CHF', prices)?.rate).toBeCloseTo(1, 12);
    expect(pairsBetween('EUR', 'CHF')).toEqual(expect.arrayContaining([...prices.keys()]));
  });

  it.each([
    ['a precise inverse before a pair of one digit', 'IDR', 'USD', ['USDIDR=X'], 1 / 15_412],
    ['the pair where it is precise enough', 'EUR', 'USD', ['EURUSD=X'], 1.0852],
    ['the cross before a pair of one digit', 'IDR', 'EUR', ['USDIDR=X', 'EURUSD=X'], 1 / 15_412 / 1.0852],
    [
      'the cross before a pair that ended long ago',
      'CHF',
      'EUR',
      ['USDCHF=X', 'EURUSD=X'],
      1 / 0.8812 / 1.0852,
    ],
  ] as const)('takes %s', (_name, from, to, pairs, rate) => {
    const [now, then] = ['2024-05-03T14:00:00.000Z', '2023-11-03T14:00:00.000Z'];
    const prices = new Map([
      ['IDRUSD=X', { close: 0.0001, timestamp: now }],
      ['USDIDR=X', { close: 15_412, timestamp: now }],
      ['EURUSD=X', { close: 1.0852, timestamp: now }],
      ['USDEUR=X', { close: 0.92, timestamp: now }],
      ['IDREUR=X', { close: 0.0001, timestamp: now }],
      ['USDCHF=X', { close: 0.8812, timestamp: now }],
      ['CHFEUR=X', { close: 1.0312, timestamp: then }],
    ]);
    const spot = spotRate(from, to, prices);
    expect(spot?.rate).toBeCloseTo(rate, 12);
    expect(spot?.pairs).toEqual(pairs);
  });

  it('knows no rate where nobody quotes one', () => {
    expect(spotRate('EUR', 'CHF', new Map())).toBeUndefined();
  });
});
