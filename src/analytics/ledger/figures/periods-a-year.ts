const TRADING_DAYS_A_YEAR = 252;
const DAYS_A_YEAR = 365.25;
const MOST_WEEKEND_SHARE = 1 / 20;
const LEAST_WEEKDAY_SHARE = 1 / 2;

/**
 * Periods a year, by which risk is annualised: 252 if at most one in twenty of the valuation dates is a Saturday or Sunday
 * and at least half of the weekdays from the first to the last are valuation dates; else returns per year of calendar
 * days. Null without a stretch of time.
 *
 * @param days valuation dates, ascending, the opening included; @param returns number of returns between them
 */
export function periodsAYear(days: ArrayLike<number>, returns: number): number | null {
  const [first, last] = [days[0], days[days.length - 1]];
  if (first === undefined || last === undefined) return null;
  let weekends = 0;
  for (let i = 0; i < days.length; i++) if (isWeekend(days[i]!)) weekends++;
  const weekdays = weekdaysUpTo(last) - weekdaysUpTo(first - 1);
  const tradesOnWeekdays =
    weekends <= days.length * MOST_WEEKEND_SHARE && days.length - weekends >= weekdays * LEAST_WEEKDAY_SHARE;
  if (!tradesOnWeekdays && last === first) return null;
  return tradesOnWeekdays ? TRADING_DAYS_A_YEAR : returns / ((last - first) / DAYS_A_YEAR);
}

function isWeekend(day: number): boolean {
  return weekdayOf(day) >= 5;
}

/** 0 for Monday; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Mondays to Fridays up to a day, counted from a fixed Monday. */
function weekdaysUpTo(day: number): number {
  const weeks = Math.floor((day + 3) / 7);
  return weeks * 5 + Math.min(weekdayOf(day) + 1, 5);
}
