import { madeUpPerformance } from '../../../../test/support/features/performance';
import { hasBoxes, inFonts } from './fonts';
import { renderPdf } from './render-pdf';

describe('inFonts', () => {
  it('gives Chinese and Japanese a font that has them, and leaves the rest', () => {
    expect(inFonts('投資 2026, データー')).toEqual([
      { text: '投資', font: 'EastAsian' },
      { text: ' 2026, ' },
      { text: 'データー', font: 'EastAsian' },
    ]);
  });

  it.each([
    ['投資', true],
    ['Growth', false],
  ])('embeds that font for %j: %p', async (title, embedded) => {
    const performance = madeUpPerformance({ holdings: 1, days: 20 });
    const about = { prepared_for: 'Ada', generated_at: '2026-01-31T09:00:00.000Z' };
    const bytes = await renderPdf({ type: 'holdings', format: 'pdf', title, ...about, performance });
    expect(Buffer.from(bytes).includes('NotoSansHans')).toBe(embedded);
  });
});

describe('hasBoxes', () => {
  it.each([
    'Growth',
    'Größe “αβ” – Сбережения',
    'Café €1’000 & Søn, Łódź №',
    'Tiền tiết kiệm',
    '投資ポートフォリオ、ｶﾅ！',
    '',
  ])('finds every letter of %j', (text) => expect(hasBoxes(text)).toBe(false));

  it.each(['محفظة', '주식', '🚀 Growth', 'พอร์ต'])('misses some of %j', (text) => {
    expect(hasBoxes(text)).toBe(true);
  });
});
