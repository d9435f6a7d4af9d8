import type { SplitEvent } from '../../../analytics/ledger/model/corporate-event';
import { ledgerOfLots } from '../../../analytics/portfolio/lots';
import { splitWarnings } from './split-warnings';

interface Given {
  symbol?: string;
  price?: number;
  closes?: [number, number];
  split?: [numerator: number, denominator: number];
  isRaw?: boolean;
}

function warningsOf({ symbol = 'AAPL', price = 300, closes = [300, 300], split, isRaw = true }: Given) {
  const lot = { symbol, quantity: 1, purchasePrice: price, purchaseDay: 1 };
  const ledger = ledgerOfLots([lot], 'EUR');
  const event = (of: [number, number]): SplitEvent => {
    return { kind: 'split', symbol, exDay: 5, numerator: of[0], denominator: of[1] };
  };
  return splitWarnings(
    { ...ledger, events: split ? [event(split)] : [], rates: new Map(), toDay: 9 },
    ledger.lines,
    new Map([[symbol, { days: Int32Array.of(1, 5), closes: Float64Array.from(closes) }]]),
    new Set(isRaw ? [symbol] : []),
  );
}

describe('warnings of splits', () => {
  it('are of shares, not of what its owner prices', () => {
    expect(warningsOf({ closes: [300, 200] })).toMatchObject([{ day: 5, ratio: 1.5, seenIn: 'closes' }]);
    expect(warningsOf({ symbol: 'PRIVATE:HOUSE', closes: [300, 200] })).toEqual([]);
  });

  it('are of jumps that no event explains', () => {
    expect(warningsOf({ closes: [300, 75] })).toMatchObject([{ ratio: 4 }]);
    expect(warningsOf({ closes: [300, 75], split: [4, 1] })).toEqual([]);
  });

  it.each<[string, Given]>([
    ['adjusted closes', { price: 75, closes: [75, 75], isRaw: false }],
    ['adjusted closes, about', { price: 60, closes: [75, 75], isRaw: false }],
    ['closes as traded', { price: 75, closes: [300, 75] }],
  ])('are not of a price in the shares of after a known split: %s', (_, given) => {
    expect(warningsOf({ ...given, split: [4, 1] })).toEqual([]);
  });

  it('are of a price that a known split does not explain', () => {
    const told = { price: 600, closes: [75, 75] as [number, number], isRaw: false };
    expect(warningsOf({ ...told, split: [4, 1] })).toMatchObject([{ ratio: 2, seenIn: 'purchase_price' }]);
    expect(warningsOf({ ...told, split: [8, 1] })).toEqual([]);
  });
});
