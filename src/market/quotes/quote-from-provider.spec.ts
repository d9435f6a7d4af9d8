import { quoteFrom } from './quote-from-provider';

const NOW = new Date('2026-03-04T16:00:00Z');

function quote(close: number, previous_close: number | null) {
  const [open, high, low, volume] = [null, null, null, null];
  const given = {
    symbol: 'X',
    timestamp: NOW,
    open,
    high,
    low,
    close,
    volume,
    previous_close,
    currency: 'USD',
  };
  return quoteFrom(given, 'yahoo-finance', NOW);
}

describe('quoteFrom', () => {
  it.each([
    [171.82, 171.81, 0.01],
    [171.81, 171.82, -0.01],
    [2.505, 2.49, 0.015],
    [0.3, 0.1, 0.2],
    [0.00001235, 0.00001234, 1e-8],
    [543_750.01, 543_750, 0.01],
    [100, 100, 0],
  ])('shows the change from %d to %d without the noise of binary numbers', (close, before, change) => {
    expect(quote(close, before).change).toBe(change);
  });

  it('shows the change in percent as a fraction of twelve digits', () => {
    expect(quote(1.1, 1).change_percent).toBe(0.1);
    expect(quote(4, 3).change_percent).toBe(0.333333333333);
    expect(quote(4, null)).toMatchObject({ change: null, change_percent: null });
  });
});
