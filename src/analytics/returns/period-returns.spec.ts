import { parseDay } from '../calendar';
import { monthTable, periodReturns } from './period-returns';

const daysOf = (...dates: string[]) => Int32Array.from(dates, parseDay);
const lastDay = (value: number) => ({ value, reason: null });
const valuesOf = (returns: ReturnType<typeof periodReturns>) =>
  Object.fromEntries(Object.entries(returns).map(([period, { value, reason }]) => [period, value ?? reason]));
const close = (value: number) => expect.closeTo(value, 12) as number;

describe('period returns', () => {
  it('start from the level on the calendar day, or the last before it', () => {
    const days = daysOf('2023-03-30', '2023-12-29', '2024-02-29', '2024-03-22', '2024-03-28', '2024-03-31');
    const index = Float64Array.of(1, 1.5, 2, 2.5, 3, 6);
    expect(valuesOf(periodReturns(days, index, days[0]!, lastDay(0.5)))).toEqual({
      day: 0.5,
      // 24 March is a Sunday, 31 February is the 29th, 31 March 2023 still has the level of the 30th.
      week: close(6 / 2.5 - 1),
      month: close(6 / 2 - 1),
      yearToDate: close(6 / 1.5 - 1),
      year: close(6 / 1 - 1),
      sinceInception: close(5),
    });
  });

  it('do not reach back before the opening, but for the year to date', () => {
    const days = daysOf('2024-03-28', '2024-03-29');
    expect(valuesOf(periodReturns(days, Float64Array.of(1.1, 1.32), days[0]!, lastDay(0.2)))).toEqual({
      day: 0.2,
      week: 'before_opening',
      month: 'before_opening',
      yearToDate: close(0.32),
      year: 'before_opening',
      sinceInception: close(0.32),
    });
  });

  it('reach back to an opening before the first valuation date', () => {
    const days = daysOf('2024-04-02', '2024-04-30');
    const returns = periodReturns(days, Float64Array.of(1.1, 1.32), parseDay('2024-03-28'), lastDay(0.2));
    expect(valuesOf(returns)).toMatchObject({ month: close(0.32), week: close(0.2), year: 'before_opening' });
  });

  it('count the year from the last level of the old one', () => {
    const days = daysOf('2023-12-31', '2024-01-01', '2024-01-02');
    const returns = periodReturns(days, Float64Array.of(1, 1.1, 1.21), days[0]!, lastDay(0.1));
    expect(valuesOf(returns).yearToDate).toEqual(close(0.21));
  });

  it('have no return from a total loss', () => {
    const days = daysOf('2024-03-20', '2024-03-21', '2024-03-28');
    expect(valuesOf(periodReturns(days, Float64Array.of(1, 0, 0), days[0]!, lastDay(0)))).toMatchObject({
      day: 'total_loss',
      week: 'total_loss',
      sinceInception: -1,
    });
  });
});

describe('the return of the last day', () => {
  it('may be the only one that is not known', () => {
    const days = daysOf('2024-03-20', '2024-03-28');
    const unknown = { value: NaN, reason: 'no_exchange_rate' as const };
    const returns = periodReturns(days, Float64Array.of(1, 1.2), days[0]!, unknown);
    expect(valuesOf(returns)).toMatchObject({ day: 'no_exchange_rate', week: close(0.2) });
  });
});

describe('month table', () => {
  const rowOf = (months: Record<number, number>) =>
    Array.from({ length: 12 }, (_, i) => (months[i + 1] === undefined ? null : close(months[i + 1]!)));

  it('chains months and years over gaps, both ends as long as the window', () => {
    const days = daysOf('2022-11-15', '2022-11-30', '2022-12-30', '2023-01-31', '2024-03-01', '2024-03-05');
    const index = Float64Array.of(1.1, 1.2, 1.5, 1.8, 0.9, 1.2);
    expect(monthTable(days, index, days[0]!)).toEqual([
      { year: 2022, months: rowOf({ 11: 0.2, 12: 0.25 }), total: close(0.5) },
      { year: 2023, months: [close(0.2), ...new Array<number>(11).fill(0)], total: close(0.2) },
      { year: 2024, months: rowOf({ 1: 0, 2: 0, 3: 1.2 / 1.8 - 1 }), total: close(1.2 / 1.8 - 1) },
    ]);
  });

  it('begins with the first month of the window', () => {
    const months = rowOf({ 2: 0, 3: 0, 4: 0.1 });
    const table = monthTable(daysOf('2024-04-02'), Float64Array.of(1.1), parseDay('2024-02-29'));
    expect(table).toEqual([{ year: 2024, months, total: close(0.1) }]);
  });

  it('has no return after a total loss', () => {
    const days = daysOf('2024-01-02', '2024-02-01', '2024-03-01');
    const [row] = monthTable(days, Float64Array.of(1, 0, 0), days[0]!);
    expect(row).toEqual({ year: 2024, months: rowOf({ 1: 0, 2: -1 }), total: -1 });
  });
});
