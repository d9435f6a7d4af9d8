import { hasBoxes } from './fonts';

describe('hasBoxes', () => {
  it.each(['Growth', 'Größe “αβ” – Сбережения', 'Café €1’000 & Søn, Łódź №', 'Tiền tiết kiệm', ''])(
    'finds every letter of %j',
    (text) => expect(hasBoxes(text)).toBe(false),
  );

  it.each(['投資', 'محفظة', '주식', '🚀 Growth', 'พอร์ต'])('misses some of %j', (text) => {
    expect(hasBoxes(text)).toBe(true);
  });
});
