import type { InstrumentProfile } from '../../market/instruments/instrument-profiles.service';
import type { Quote } from '../../market/model/quote';
import type { Portfolio } from '../portfolio';
import { allocationBy } from './allocation';
import type { HeldLot } from './held-lots';
import { liveHoldings, sortedHoldings } from './live-holdings';
import type { ValuedLedger } from './valued-ledger.service';

const quote = (symbol: string, close: number, currency = 'USD') =>
  ({
    symbol,
    close,
    previous_close: close / 2,
    currency,
    timestamp: '2024-05-02T15:00:00.000Z',
    stale_reason: null,
  }) as Quote;
const lot = (symbol: string, given: Partial<HeldLot> = {}): HeldLot => ({
  symbol,
  accountId: 'one',
  tags: [],
  quantity: 10,
  cost: 500,
  acquiredOn: '2024-01-15',
  ...given,
});
const profile = (given: Partial<InstrumentProfile>) => given as InstrumentProfile;

function valued(given: Partial<ValuedLedger> = {}): ValuedLedger {
  return {
    portfolio: { id: '1', currency: 'USD', version: 1, assets: [] } as unknown as Portfolio,
    accounts: [],
    lots: [lot('AAPL'), lot('SAP.DE', { accountId: 'two', tags: ['core', 'tech'] }), lot('GONE')],
    cash: [{ accountId: 'two', currency: 'EUR', balance: 100 }],
    quotes: new Map(
      [quote('AAPL', 100), quote('SAP.DE', 200, 'EUR'), quote('EURUSD=X', 1.25)].map((one) => [
        one.symbol,
        one,
      ]),
    ),
    profiles: new Map([
      ['AAPL', profile({ name: 'Apple', asset_class: 'equity', sector: 'Technology', country: 'US' })],
    ]),
    now: new Date('2024-05-02T15:01:00Z'),
    ...given,
  };
}

describe('liveHoldings', () => {
  it('values each symbol in the currency of the portfolio, and weighs what has a price', () => {
    const [apple, sap, gone] = liveHoldings(valued());
    expect(apple).toMatchObject({
      name: 'Apple',
      market_value: 1_000,
      weight: 1_000 / 3_500,
      unrealised_pnl: 500,
      unrealised_pnl_percent: 1,
      day_change: 500,
      average_price: 50,
      reason: null,
    });
    expect(sap).toMatchObject({ name: null, price: 200, currency: 'EUR', market_value: 2_500 });
    expect(gone).toMatchObject({
      price: null,
      market_value: null,
      weight: null,
      cost_basis: 500,
      reason: 'no_price',
    });
  });

  it('knows the value of what has no known cost, but no gain', () => {
    const [apple] = liveHoldings(valued({ lots: [lot('AAPL'), lot('AAPL', { cost: null })] }));
    expect(apple).toMatchObject({
      quantity: 20,
      market_value: 2_000,
      day_change: 1_000,
      cost_basis: null,
      unrealised_pnl: null,
    });
  });

  it('sorts either way, what is not known last', () => {
    const rows = liveHoldings(valued());
    const order = (sort: Parameters<typeof sortedHoldings>[1]) =>
      sortedHoldings(rows, sort).map(({ symbol }) => symbol);
    expect(order('-market_value')).toEqual(['SAP.DE', 'AAPL', 'GONE']);
    expect(order('market_value')).toEqual(['AAPL', 'SAP.DE', 'GONE']);
    expect(order('-symbol')).toEqual(['SAP.DE', 'GONE', 'AAPL']);
  });
});

describe('allocationBy', () => {
  const shares = (by: Parameters<typeof allocationBy>[0]) =>
    Object.fromEntries(allocationBy(by, valued()).items.map(({ key, market_value }) => [key, market_value]));

  it.each([
    ['class', { equity: 1_000, unknown: 2_500, cash: 125 }],
    ['sector', { Technology: 1_000, unknown: 2_500, cash: 125 }],
    ['country', { US: 1_000, unknown: 2_500, cash: 125 }],
    ['currency', { USD: 1_000, EUR: 2_625 }],
    ['account', { one: 1_000, two: 2_625 }],
    ['tag', { untagged: 1_000, core: 2_500, tech: 2_500, cash: 125 }],
  ] as const)('spreads by %s, with cash', (by, expected) => {
    expect(shares(by)).toEqual(expected);
  });

  it('weighs parts of the whole and names what is left out', () => {
    const { market_value, items, missing } = allocationBy('account', valued());
    expect(market_value).toBe(3_625);
    expect(items[0]).toMatchObject({ key: 'two', weight: 2_625 / 3_625, symbols: ['SAP.DE'] });
    expect(missing).toEqual([{ symbol: 'GONE', reason: 'no_price' }]);
  });
});
