import { formatDay } from '../../analytics/calendar';
import { Clock } from '../../common/clock';
import type { PortfolioHead } from '../portfolio';
import type { PortfoliosRepository } from '../portfolios.repository';
import { DefaultWindow } from './default-window';

const MONDAY = new Date('2024-07-15T10:00:00Z');

class OnMonday extends Clock {
  now(): Date {
    return MONDAY;
  }
}

async function lastDayOf(...symbols: string[]): Promise<string> {
  const lots = symbols.map((symbol) => ({ symbol, purchase_date: '2024-01-15' }));
  const portfolios = { heldDays: () => Promise.resolve(lots) } as unknown as PortfoliosRepository;
  const portfolio = { id: 'p', version: 1 } as PortfolioHead;
  return formatDay(await new DefaultWindow(portfolios, new OnMonday()).toDay(portfolio));
}

describe('the last day of a portfolio on a Monday before trading', () => {
  it('is the Friday of its shares, also beside what its owner prices', async () => {
    expect(await lastDayOf('AAPL')).toBe('2024-07-12');
    expect(await lastDayOf('AAPL', 'PRIVATE:HOUSE')).toBe('2024-07-12');
  });

  it('is the Sunday of coins, and of what its owner prices where nothing else is held', async () => {
    expect(await lastDayOf('AAPL', 'BTC-USD')).toBe('2024-07-14');
    expect(await lastDayOf('PRIVATE:HOUSE')).toBe('2024-07-14');
  });
});
