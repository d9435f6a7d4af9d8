import { ledgerOfLots } from '../../../analytics/portfolio/lots';
import { splitWarnings } from './split-warnings';

function warningsOf(symbol: string) {
  const lot = { symbol, quantity: 1, purchasePrice: 300, purchaseDay: 1 };
  const ledger = ledgerOfLots([lot], 'EUR');
  const closes = { days: Int32Array.of(1, 2), closes: Float64Array.of(300, 200) };
  return splitWarnings(
    { ...ledger, events: [], rates: new Map(), toDay: 9 },
    ledger.lines,
    new Map([[symbol, closes]]),
    new Set([symbol]),
  );
}

describe('warnings of splits', () => {
  it('are of shares, not of what its owner prices', () => {
    expect(warningsOf('AAPL')).toMatchObject([{ symbol: 'AAPL', day: 2, ratio: 1.5, seenIn: 'closes' }]);
    expect(warningsOf('PRIVATE:HOUSE')).toEqual([]);
  });
});
