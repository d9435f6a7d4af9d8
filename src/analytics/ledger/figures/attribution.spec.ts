import { planLedger } from '../plan/plan';
import { attributeLedger } from './attribution';

const DAY = 19_700;
const series = (closes: number[]) => ({
  days: Int32Array.from(closes, (_, i) => DAY + i),
  closes: Float64Array.from(closes),
  currency: 'USD',
  adjustment: 'split' as const,
});

describe('the symbols of an account', () => {
  it('come in at their value, not at their cost, and part at their share of it', () => {
    const leg = { symbol: 'X', quantity: '10', day: DAY + 1, groupId: 'g' };
    const account = { currency: 'USD', costMethod: 'fifo' as const, tracksCash: false };
    const plan = planLedger({
      baseCurrency: 'USD',
      accounts: [
        { id: 'a', ...account },
        { id: 'b', ...account },
      ],
      lines: [
        { id: '1', accountId: 'a', type: 'buy', symbol: 'X', quantity: '10', price: '10', day: DAY },
        { id: '2', accountId: 'a', type: 'transfer_out', ...leg },
        { id: '3', accountId: 'b', type: 'transfer_in', ...leg },
        {
          id: '4',
          accountId: 'b',
          type: 'spin_off',
          symbol: 'X',
          into: 'Y',
          ratioN: '1',
          ratioD: '2',
          costShare: '0.25',
          day: DAY + 2,
        },
      ],
      events: [],
      prices: new Map([
        ['X', series([10, 20, 16, 16])],
        ['Y', series([0, 0, 12, 12])],
      ]),
      rates: new Map(),
      toDay: DAY + 3,
    });
    const { symbols, symbolsOf } = attributeLedger(plan, null, DAY + 3);
    expect(symbolsOf.get('a')!.get('X')).toMatchObject({ in: 100, out: 200, priceGain: 100, endValue: 0 });
    expect(symbolsOf.get('b')!.get('X')).toMatchObject({ in: 200, out: 50, priceGain: 10, endValue: 160 });
    expect(symbolsOf.get('b')!.get('Y')).toMatchObject({ in: 50, out: 0, priceGain: 10, endValue: 60 });
    expect(symbols.get('Y')).toMatchObject({ in: 25, priceGain: 35 });
  });
});

describe('the terms of one currency', () => {
  it('have no currency gain, however many amounts are added up', () => {
    const bought = Array.from({ length: 40 }, (_, i) => ({
      id: `b${i}`,
      accountId: 'a',
      type: 'buy' as const,
      symbol: 'X',
      quantity: '3.7',
      price: `${(101.13 + i * 1.37).toFixed(2)}`,
      fee: '1.99',
      day: DAY + 1,
    }));
    const plan = planLedger({
      baseCurrency: 'USD',
      accounts: [{ id: 'a', currency: 'USD', costMethod: 'fifo', tracksCash: true }],
      lines: [{ id: 'd', accountId: 'a', type: 'deposit', amount: '12345.67', day: DAY }, ...bought],
      events: [],
      prices: new Map([['X', series([10, 20, 16])]]),
      rates: new Map(),
      toDay: DAY + 2,
    });
    const { portfolio } = attributeLedger(plan, null, DAY + 2);
    expect(portfolio).toMatchObject({
      currencyGain: 0,
      currencyGainRealised: 0,
      currencyGainUnrealised: 0,
      currencyGainCash: 0,
      reason: null,
    });
  });
});
