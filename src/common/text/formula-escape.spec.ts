import { escapeFormula, unescapeFormula } from './formula-escape';

describe('cells that a spreadsheet would compute', () => {
  it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', "'=1", "''=1"])('%j comes back as it was', (text) => {
    const escaped = escapeFormula(text);
    expect(escaped.startsWith("'")).toBe(true);
    expect(unescapeFormula(escaped)).toBe(text);
  });

  it.each(['plan', "it's", "'quoted'", '-1.5', '+3'])('%j stays', (text) => {
    expect(escapeFormula(text)).toBe(text);
    expect(unescapeFormula(text)).toBe(text);
  });
});
