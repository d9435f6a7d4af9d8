import { madeUpPerformance } from '../../../../test/support/features/performance';
import type { Performance } from '../../../portfolio/performance/computing/compute-performance';
import type { ReportContent } from '../report-content';
import { cover } from './cover';
import { notes } from './notes';

const ABOUT = {
  type: 'holdings',
  format: 'pdf',
  title: 'Growth',
  prepared_for: 'Ada',
  generated_at: '2026-01-31T09:00:00.000Z',
} as const;

const contentOf = (performance: Performance): ReportContent => ({ ...ABOUT, performance });
const written = (parts: object): string => JSON.stringify(parts);

describe('the notes of a PDF', () => {
  const performance = madeUpPerformance({ holdings: 1, days: 20 });
  const noted = (quality: Partial<Performance['quality']>) =>
    written(notes(contentOf({ ...performance, quality: { ...performance.quality, ...quality } })));

  it.each<[string, Partial<Performance['quality']>, string]>([
    [
      'old prices',
      { stale: [{ symbol: 'KO', price_date: '2025-12-02' }] },
      'Old prices are carried forward: KO of 2025-12-02.',
    ],
    ['unknown costs', { basis_unknown: ['KO', 'IBM'] }, 'What was paid is not known of KO, IBM'],
    [
      'overdrafts',
      { overdrawn: [{ account_id: '1', currency: 'EUR', balance: -41.2 }] },
      'Cash is overdrawn: −41.20 EUR in single accounts.',
    ],
    [
      'lines without a rate',
      { unrated_lines: ['2024-05-13', '2024-05-02'].map((date) => ({ transaction_id: date, date })) },
      '2 transactions have no exchange rate of the day (2024-05-02 to 2024-05-13)',
    ],
    [
      'prices without a rate',
      { missing: [{ symbol: 'KO', reason: 'no_exchange_rate' }] },
      'No exchange rate is known for the prices of KO.',
    ],
  ])('name %s', (_what, quality, sentence) => {
    expect(noted({})).not.toContain(sentence);
    expect(noted(quality)).toContain(sentence);
  });
});

describe('the tiles of a PDF', () => {
  it('say why a figure is missing: prices, a rate, or what was paid', () => {
    const unpriced = madeUpPerformance({ holdings: 0, days: 20, unpriced: ['NOPE'] });
    expect(written(cover(contentOf(unpriced)))).toContain('no prices');
    const unrated = madeUpPerformance({ holdings: 1, days: 20, cash: [{ currency: 'CHF', amount: 10 }] });
    const tiles = written(cover(contentOf(unrated)));
    expect(tiles).toContain('no exchange rate is known');
    expect(tiles).not.toContain('no prices');
    const unpaid = {
      ...unrated,
      summary: { ...unrated.summary, unrealised_pnl: null },
      quality: { ...unrated.quality, basis_unknown: ['SYM0'] },
    };
    expect(written(cover(contentOf(unpaid)))).toContain('what it cost is not known');
  });
});
