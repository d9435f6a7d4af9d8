import { parseDay } from '../calendar';
import type { Transaction } from '../ledger/model/transaction';
import { analysePortfolio } from './analyse-portfolio';
import type { AnalysisInput } from './analyse-portfolio';

const FIRST = parseDay('2023-01-02');
const LAST = parseDay('2026-11-27');
const account = { id: 'a', currency: 'USD', costMethod: 'fifo' as const, tracksCash: true };
const deposit: Transaction = { id: 'd', accountId: 'a', type: 'deposit', day: FIRST, amount: '1000' };

/** A euro falls by one ten-thousandth each weekday; nobody tells a rate at the weekend. */
const rateDays = Array.from({ length: LAST - FIRST + 1 }, (_, i) => FIRST + i).filter(
  (day) => (day + 3) % 7 < 5,
);
const rates = {
  days: Int32Array.from(rateDays),
  closes: Float64Array.from(rateDays, (_, i) => 0.9 * 1.0001 ** i),
};
const rateOn = (date: string) => rates.closes[rateDays.findLastIndex((day) => day <= parseDay(date))]!;
const closesOf = (closes: Record<string, number>, currency: string) => ({
  days: Int32Array.from(Object.keys(closes), parseDay),
  closes: Float64Array.from(Object.values(closes)),
  currency,
  adjustment: 'split' as const,
});

function analyse(lines: readonly Transaction[], more: Partial<AnalysisInput> = {}) {
  return analysePortfolio({
    baseCurrency: 'EUR',
    accounts: [account],
    lines,
    events: [],
    prices: new Map(),
    rates: new Map([['USD', rates]]),
    fromDay: null,
    toDay: LAST,
    riskFreeAnnual: 0,
    ...more,
  });
}

describe('foreign money alone', () => {
  const whole = analyse([deposit]);

  it('is valued on every day that its rate is told', () => {
    expect(Array.from(whole.series.days)).toEqual(rateDays);
    expect(whole.risk.periodsPerYear).toBe(252);
    expect(whole.returns.timeWeighted.value).toBeCloseTo(1.0001 ** (rateDays.length - 1) - 1, 9);
  });

  it('moves from one day to the next as its rate does', () => {
    expect(whole.summary.dayChange).toBeCloseTo(1000 * (rateOn('2026-11-27') - rateOn('2026-11-26')), 9);
    const { day, week, yearToDate, year } = whole.periodReturns;
    expect(day.value).toBeCloseTo(0.0001, 9);
    expect(week.value).toBeCloseTo(1.0001 ** 5 - 1, 9);
    expect(yearToDate.value).toBeCloseTo(rateOn('2026-11-27') / rateOn('2025-12-31') - 1, 9);
    expect(year.value).toBeCloseTo(rateOn('2026-11-27') / rateOn('2025-11-27') - 1, 9);
  });

  it('has its months and years', () => {
    expect(whole.monthTable.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026]);
    expect(whole.monthTable[1]!.total).toBeCloseTo(rateOn('2024-12-31') / rateOn('2023-12-31') - 1, 9);
    expect(whole.monthTable[1]!.months[5]).toBeCloseTo(rateOn('2024-06-30') / rateOn('2024-05-31') - 1, 9);
  });

  it('opens a window with what it was worth on the day before', () => {
    const window = analyse([deposit], { fromDay: parseDay('2023-10-02'), toDay: parseDay('2024-06-30') });
    expect(window.series.invested[0]).toBeCloseTo(1000 * rateOn('2023-10-01'), 9);
    expect(window.returns.timeWeighted.value).toBeCloseTo(rateOn('2024-06-30') / rateOn('2023-10-01') - 1, 9);
    // The Friday before, from which its periods count.
    expect(window.openingDay).toBe(parseDay('2023-09-29'));
    expect(window.risk.periodsPerYear).toBe(252);
  });

  it('is not valued where one of its currencies has no rate', () => {
    const chf = { ...deposit, id: 'f', currency: 'CHF' };
    const known = { days: Int32Array.of(FIRST, LAST), closes: Float64Array.of(1, 1.1) };
    const both = analyse([deposit, chf], {
      rates: new Map([
        ['USD', rates],
        ['CHF', known],
      ]),
    });
    // Its rate of the first day counts for a week, and then that of the last day.
    expect(Array.from(both.series.days)).toEqual([...rateDays.filter((day) => day <= FIRST + 7), LAST]);
    expect(both.returns.timeWeighted.value).not.toBeNull();
  });
});

describe('a house whose price is told every few years', () => {
  const bought: Transaction = {
    id: 'h',
    accountId: 'a',
    type: 'buy',
    symbol: 'HOUSE',
    quantity: '1',
    price: '200000',
    currency: 'USD',
    day: FIRST,
  };
  const prices = new Map([['HOUSE', closesOf({ '2023-01-02': 200_000, '2025-06-30': 220_000 }, 'USD')]]);
  const account = { id: 'a', currency: 'USD', costMethod: 'fifo' as const, tracksCash: false };

  it('is worth its last price at the rate of each day', () => {
    const { series, summary, holdings } = analyse([bought], { prices, accounts: [account] });
    expect(Array.from(series.days)).toEqual(rateDays);
    const dayChange = 220_000 * (rateOn('2026-11-27') - rateOn('2026-11-26'));
    expect(summary.dayChange).toBeCloseTo(dayChange, 6);
    expect(holdings[0]!.dayChange).toBeCloseTo(dayChange, 6);
  });

  it('stands still in its own currency, month after month', () => {
    const at = { prices, accounts: [account], baseCurrency: 'USD', rates: new Map() };
    const { series, monthTable, summary, periodReturns } = analyse([bought], at);
    expect(Array.from(series.days)).toEqual([FIRST, parseDay('2025-06-30'), LAST]);
    expect(monthTable.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026]);
    expect(monthTable[1]).toEqual({ year: 2024, months: new Array(12).fill(0), total: 0 });
    expect(monthTable[2]!.months).toEqual([0, 0, 0, 0, 0, expect.closeTo(0.1, 12), 0, 0, 0, 0, 0, 0]);
    expect(summary.dayChange).toBe(0);
    expect(periodReturns.day.value).toBe(0);
  });

  it('has the months of a window in which nothing is told', () => {
    const at = { prices, accounts: [account], baseCurrency: 'USD', rates: new Map() };
    const window = { fromDay: parseDay('2024-02-01'), toDay: parseDay('2024-04-15') };
    const { monthTable, openingDay } = analyse([bought], { ...at, ...window });
    const months = [null, 0, 0, 0, null, null, null, null, null, null, null, null];
    expect(monthTable).toEqual([{ year: 2024, months, total: 0 }]);
    expect(openingDay).toBe(parseDay('2024-01-31'));
  });
});

describe('an account whose shares are all sold', () => {
  const share = { accountId: 'a', symbol: 'AAA', quantity: '1', price: '100', currency: 'EUR' };
  const lines: Transaction[] = [
    { ...deposit, currency: 'EUR' },
    { ...share, id: 'b', type: 'buy', day: FIRST + 1 },
    { ...share, id: 's', type: 'sell', day: FIRST + 90 },
  ];
  const benchmark = closesOf(
    { '2022-12-30': 50, '2023-12-29': 300, '2024-06-28': 330, '2024-12-31': 360 },
    'EUR',
  );

  it('is compared with a benchmark over the window alone', () => {
    const window = { fromDay: parseDay('2024-01-01'), toDay: parseDay('2024-12-31') };
    const { benchmark: compared, openingDay } = analyse(lines, { ...window, benchmark });
    expect(compared!.totalReturn.value).toBeCloseTo(0.2, 12);
    expect(compared!.annualised.value).toBeCloseTo(1.2 ** (365 / 366) - 1, 12);
    expect(openingDay).toBe(parseDay('2023-12-31'));
  });
});

describe('the day before the last', () => {
  const bought: Transaction = {
    id: 'b',
    accountId: 'a',
    type: 'buy',
    symbol: 'AAA',
    quantity: '10',
    price: '100',
    currency: 'USD',
    day: parseDay('2024-05-01'),
  };
  // Monday the 27th is a holiday of the exchange, on which the rate moves.
  const prices = new Map([
    ['AAA', closesOf({ '2024-05-23': 100, '2024-05-24': 110, '2024-05-28': 120 }, 'USD')],
  ]);
  const account = { id: 'a', currency: 'USD', costMethod: 'fifo' as const, tracksCash: false };

  it('is what a change of the day counts from, at its own rate', () => {
    const analysis = analyse([bought], { prices, accounts: [account], toDay: parseDay('2024-05-28') });
    const before = 1100 * rateOn('2024-05-27');
    const now = 1200 * rateOn('2024-05-28');
    expect(Array.from(analysis.series.days).slice(-2)).toEqual(['2024-05-24', '2024-05-28'].map(parseDay));
    expect(analysis.summary.dayChange).toBeCloseTo(now - before, 9);
    expect(analysis.holdings[0]!.dayChange).toBeCloseTo(now - before, 9);
    expect(analysis.periodReturns.day.value).toBeCloseTo(now / before - 1, 12);
  });

  it('is worth what it was on the last day told, where no rate moved since', () => {
    const toDay = parseDay('2024-05-26');
    const analysis = analyse([bought], { prices, accounts: [account], toDay });
    expect(analysis.summary.dayChange).toBe(0);
    expect(analysis.periodReturns.day.value).toBe(0);
  });
});
