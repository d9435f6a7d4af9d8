import { serialize } from 'node:v8';
import { parseDay } from '../../../analytics/calendar';
import type { Transaction } from '../../../analytics/ledger/model/transaction';
import { bookFigures } from './book-figures';

const FIRST_DAY = parseDay('2015-01-01');

function bought(times: number) {
  const lines = Array.from({ length: times }, (_, i): Transaction => ({
    id: String(i),
    accountId: 'a',
    type: 'buy',
    day: FIRST_DAY + i,
    symbol: 'AAPL',
    quantity: '2',
    price: '100',
    currency: 'USD',
  }));
  return bookFigures({
    baseCurrency: 'USD',
    accounts: [{ id: 'a', currency: 'USD', costMethod: 'fifo', tracksCash: false }],
    lines,
    events: [],
    rates: new Map(),
    toDay: FIRST_DAY + times,
  });
}

describe('the figures of a book', () => {
  it('tell the shares held after each day that changed them', () => {
    expect(bought(3).holdings).toEqual([
      {
        accountId: 'a',
        symbol: 'AAPL',
        changes: [2, 4, 6].map((shares, i) => ({ day: FIRST_DAY + i, shares })),
      },
    ]);
  });

  it('grow with the purchases of a symbol, not with their square', () => {
    const size = (times: number) => serialize(bought(times)).byteLength;
    expect(size(2_000) / size(500)).toBeLessThan(4.5);
  });
});
