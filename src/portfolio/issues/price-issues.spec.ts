import { madeUpPerformance } from '../../../test/support/features/performance';
import { priceIssues } from './price-issues';

const { quality } = madeUpPerformance({ holdings: 0, days: 10, unpriced: ['NOPE'] });
const messageOf = (given: Partial<typeof quality>, held: string[]) =>
  priceIssues({ ...quality, ...given }, [], new Set(held))[0]?.message;

describe('a price that is missing', () => {
  it('is told with what becomes of the symbol', () => {
    const left_out = { symbols: [], cost_basis: 0 };
    expect(messageOf({}, ['NOPE'])).toMatch(/; it is left out of every total\.$/);
    expect(messageOf({ left_out }, ['NOPE'])).toMatch(/; it counts at its cost\.$/);
    expect(messageOf({ left_out }, [])).toMatch(/; nothing of it is held, and what it gained counts\.$/);
  });
});
