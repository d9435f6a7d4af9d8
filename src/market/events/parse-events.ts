import { parseDay } from '../../analytics/calendar';
import { isCalendarDay } from '../../common/calendar/calendar-day';
import { isCurrency } from '../../common/currencies/currency-code';
import { BadLine, csvLines } from '../history/bars/csv-lines';
import type { ToldEvent } from './told-event';

export interface ParsedEvents {
  /** ascending by day, one a day and kind */
  events: ToldEvent[];
  bad: BadLine[];
}

const REQUIRED = ['date', 'kind'];
const TOLERATED = ['numerator', 'denominator', 'amount', 'currency'];
const WHOLE = /^[1-9]\d{0,8}$/;
const DECIMAL = /^\d{1,15}(\.\d{1,18})?$/;

/**
 * Reads splits and dividends from CSV: `date,kind,numerator,denominator,amount,currency` in any order. The date is the
 * ex-date. A `split` has numerator and denominator, shares after for shares before; a `dividend` has an amount for one
 * share as it traded on the day.
 * @param currency of dividends that name none
 */
export function parseEvents(csv: string, currency: string): ParsedEvents {
  const { lines, bad: badFile } = csvLines(csv, { required: REQUIRED, tolerated: TOLERATED });
  if (badFile) return { events: [], bad: [badFile] };
  const events = new Map<string, ToldEvent>();
  const bad: BadLine[] = [];
  for (const { line, cells, message } of lines) {
    const event = cells ? readEvent(cells, currency) : message;
    if (typeof event === 'string') bad.push({ line, message: event });
    else if (events.has(nameOf(event))) bad.push({ line, message: `the same ${event.kind} comes twice` });
    else events.set(nameOf(event), event);
  }
  return { events: [...events.values()].sort((a, b) => a.exDay - b.exDay), bad };
}

const nameOf = ({ kind, exDay }: ToldEvent) => `${kind} ${exDay}`;

/** @returns what is wrong, where something is */
function readEvent(cell: Readonly<Record<string, string>>, fallback: string): ToldEvent | string {
  const { date, kind, numerator = '', denominator = '', amount = '' } = cell;
  if (!isCalendarDay(date)) return 'date is not a calendar day YYYY-MM-DD';
  const exDay = parseDay(date);
  if (kind === 'split') {
    if (amount !== '') return 'a split has no amount';
    if (!WHOLE.test(numerator) || !WHOLE.test(denominator))
      return 'numerator and denominator must be whole numbers above 0';
    if (numerator === denominator) return 'a split changes the number of shares';
    return { kind, exDay, numerator: Number(numerator), denominator: Number(denominator) };
  }
  if (kind !== 'dividend') return 'kind is split or dividend';
  if (numerator !== '' || denominator !== '') return 'a dividend has no numerator and denominator';
  const currency = cell.currency === undefined || cell.currency === '' ? fallback : cell.currency;
  if (!DECIMAL.test(amount)) return 'amount is not a number of 0 or more';
  if (!isCurrency(currency)) return 'currency is a code of ISO 4217, such as USD';
  return { kind, exDay, amount, currency, isAdjusted: false };
}
