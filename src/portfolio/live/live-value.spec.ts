import type { Quote } from '../../market/quote';
import type { Portfolio } from '../portfolio';
import { liveValue } from './live-value';
import { pairsBetween, spotRate } from './spot-rates';

const quote = (symbol: string, close: number, given: Partial<Quote> = {}) =>
  ({
    symbol,
    close,
    previous_close: close,
    currency: 'USD',
    timestamp: '2024-05-02T15:00:00.000Z',
    ...given,
  }) as Quote;
const quotes = (...all: Quote[]) => new Map(all.map((one) => [one.symbol, one]));
const lot = { symbol: 'AAPL', quantity: 10, purchase_price: 100, purchase_date: '2024-01-15' };
const portfolio = (given: Partial<Portfolio> = {}) =>
  ({ id: '1', currency: 'USD', version: 1, assets: [lot], ...given }) as Portfolio;

describe('liveValue', () => {
  it('values lots at the newest price, against cost and the close before', () => {
    expect(liveValue(portfolio(), quotes(quote('AAPL', 120, { previous_close: 125 })))).toMatchObject({
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
    const value = liveValue(
      portfolio({ assets: [today] }),
      quotes(quote('AAPL', 120, { previous_close: 90 })),
    );
    expect(value).toMatchObject({ day_change: 200, day_change_percent: 0.2 });
  });

  it('leaves out and names what has no price or no rate', () => {
    const assets = [lot, { ...lot, symbol: 'GONE' }, { ...lot, symbol: 'SAP.DE' }];
    const value = liveValue(
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

  it('tells no value when nothing has a price, and zero when nothing is held', () => {
    expect(liveValue(portfolio(), quotes()).market_value).toBeNull();
    expect(liveValue(portfolio({ assets: [] }), quotes()).market_value).toBe(0);
  });
});

describe('spotRate', () => {
  it.each([
    ['the pair', 'EUR', 'USD', ['EURUSD=X', 1.25], 1.25],
    ['the inverse', 'USD', 'EUR', ['EURUSD=X', 1.25], 0.8],
    ['hundredths', 'GBp', 'USD', ['GBPUSD=X', 1.5], 0.015],
  ] as const)('takes %s', (_name, from, to, [pair, close], rate) => {
    expect(pairsBetween(from, to)).toContain(pair);
    expect(spotRate(from, to, new Map([[pair, { close }]]))).toBeCloseTo(rate, 12);
  });

  it('goes over the dollar', () => {
    const prices = new Map([
      ['EURUSD=X', { close: 1.25 }],
      ['USDCHF=X', { close: 0.8 }],
    ]);
    expect(spotRate('EUR', 'CHF', prices)).toBeCloseTo(1, 12);
    expect(pairsBetween('EUR', 'CHF')).toEqual(expect.arrayContaining([...prices.keys()]));
  });

  it('knows no rate where nobody quotes one', () => {
    expect(spotRate('EUR', 'CHF', new Map())).toBeUndefined();
  });
});
