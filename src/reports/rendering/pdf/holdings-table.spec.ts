import type { ContentTable } from 'pdfmake/interfaces';
import { madeUpPerformance } from '../../../../test/support/features/performance';
import { ReportedHolding } from '../holding-columns';
import { holdingsTable } from './holdings-table';

function fontSizeWith(change: Partial<ReportedHolding>): number {
  const performance = madeUpPerformance({ holdings: 3, days: 20 });
  performance.holdings = performance.holdings.map((holding) => ({ ...holding, ...change }));
  const about = { title: 'Growth', prepared_for: 'Ada', generated_at: '2026-01-31T09:00:00.000Z' };
  const [, table] = holdingsTable({ type: 'holdings', format: 'pdf', ...about, performance });
  return Number((table as ContentTable).fontSize);
}

describe('holdingsTable', () => {
  it('is set smaller where its numbers would run off the page', () => {
    const billions = 123_456_789_012.5;
    expect(fontSizeWith({})).toBe(7.5);
    expect(fontSizeWith({ market_value: billions, unrealised_pnl: billions })).toBe(7.5);
    expect(
      fontSizeWith({
        symbol: 'ABCDEFGHIJ0123456789',
        average_price: billions,
        price: billions,
        market_value: billions,
        unrealised_pnl: billions,
        day_change: billions,
      }),
    ).toBeLessThan(6.5);
  });
});
