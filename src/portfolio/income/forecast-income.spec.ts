import { forecastIncome } from './forecast-income';
import type { IncomeLine } from './income-lines';

const TODAY = 20_000;
const paid = (day: number, gross: number, symbol: string | null = 'KO'): IncomeLine => ({
  lineId: `${day}`,
  day,
  accountId: 'a',
  symbol,
  type: symbol === null ? 'interest' : 'dividend',
  gross,
  withheld: 0,
  fee: 0,
});
const held = (...changes: [day: number, shares: number][]) => [
  {
    accountId: 'a',
    symbol: 'KO',
    changes: changes.map(([day, shares]) => ({ day, shares })),
  },
];

describe('the income of the next twelve months', () => {
  it('is that of the last twelve, for the shares held now', () => {
    const lines = [paid(TODAY - 400, 99), paid(TODAY - 200, 10), paid(TODAY - 100, 20)];
    expect(forecastIncome(lines, held([TODAY - 500, 10], [TODAY - 150, 20]), TODAY)).toBe(10 * 2 + 20);
  });

  it('holds nothing of what is sold, and interest as it was', () => {
    const lines = [paid(TODAY - 200, 10), paid(TODAY - 100, 3, null)];
    expect(forecastIncome(lines, held([TODAY - 500, 10], [TODAY - 150, 0]), TODAY)).toBe(3);
  });

  it('counts a payment that came after a sale, where shares are held again', () => {
    const lines = [paid(TODAY - 100, 10)];
    const holdings = held([TODAY - 500, 10], [TODAY - 110, 0], [TODAY - 50, 5]);
    expect(forecastIncome(lines, holdings, TODAY)).toBe(10);
  });

  it('is not told where a rate is unknown', () => {
    expect(forecastIncome([paid(TODAY - 1, NaN)], held([TODAY - 500, 10]), TODAY)).toBeNull();
  });
});
