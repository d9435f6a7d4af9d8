import { quoteOf } from '../../../test/support/features/quotes';
import { SystemClock } from '../../common/clock';
import type { Tick } from '../../market/ticks/tick';
import type { WatchedHoldings } from './watched-lots';
import { NOT_NUMBERED, WatchedPortfolio } from './watched-portfolio';

const tickAt = (second: number, seq: number): Tick => ({
  seq,
  ...quoteOf('AAPL', { received_at: `2026-03-04T15:00:0${second}.000Z` }),
});

function watchedWith(known: Tick): WatchedPortfolio {
  const quotes = new Map([['AAPL', known]]);
  const wish = { portfolioId: 'one', account: null };
  return new WatchedPortfolio(
    wish,
    { assets: [], cash: [] } as unknown as WatchedHoldings,
    quotes,
    new SystemClock(),
  );
}

describe('WatchedPortfolio', () => {
  it.each([
    ['no news where the quote that was asked for is newer', 1, false],
    ['no news where it is that quote itself', 2, false],
    ['news where it is newer', 3, true],
  ])('takes a tick as %s', (_what, second, isNews) => {
    const watched = watchedWith(tickAt(2, NOT_NUMBERED));
    expect(watched.take(tickAt(second, 7))).toBe(isNews);
    expect(watched.quotes.get('AAPL')?.seq).toBe(isNews ? 7 : NOT_NUMBERED);
  });

  it('takes a tick after another as news, in the order of the feed', () => {
    const watched = watchedWith(tickAt(2, 7));
    expect(watched.take(tickAt(2, 8))).toBe(true);
  });
});
