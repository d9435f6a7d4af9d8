import { SystemClock } from '../../common/clock';
import type { WatchedHoldings } from './watched-lots';
import { WatchedPortfolio } from './watched-portfolio';
import { MOST_RATES_OF_ACCOUNT, watchedRates } from './watched-rates';

function watchedOf(user_id: string, lots: string[], asked: string[]): WatchedPortfolio {
  const holdings = { user_id, assets: lots.map((symbol) => ({ symbol })) } as unknown as WatchedHoldings;
  const wish = { portfolioId: 'one', account: null };
  const watched = new WatchedPortfolio(wish, holdings, new Map(), new SystemClock());
  watched.renew(holdings, new Map(asked.map((symbol) => [symbol, symbol])));
  return watched;
}

describe('watchedRates', () => {
  it('are what is asked for and not held, each once', () => {
    const first = watchedOf('ada', ['AAPL'], ['AAPL', 'EURUSD=X', 'USDEUR=X']);
    const second = watchedOf('eve', ['EURUSD=X'], ['EURUSD=X', 'USDCHF=X']);
    expect([...watchedRates([first, second, first])]).toEqual(['EURUSD=X', 'USDEUR=X', 'USDCHF=X']);
  });

  it('are so many of an account at most, and take none from another', () => {
    const many = Array.from({ length: MOST_RATES_OF_ACCOUNT }, (_, i) => `EUR${i}=X`);
    const rates = watchedRates([
      watchedOf('ada', [], many),
      watchedOf('ada', [], ['GBPUSD=X']),
      watchedOf('eve', [], ['USDCHF=X']),
    ]);
    expect(rates).toEqual(new Set([...many, 'USDCHF=X']));
  });
});
