import { isCalendarDay } from '../../common/calendar/calendar-day';
import type { DateOrder } from '../../common/text/read-date';
import { AmbiguousError } from './decimal-notation';

/** A moment as a statement writes it. */
export interface ReadMoment {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly time?: string;
}

/** Beginnings of the names of months in English, German, French, Spanish, Italian, Dutch and Portuguese. */
const MONTH_NAMES = [
  'jan gen ene',
  'feb fév fev',
  'mar mär maer mrz mrt',
  'apr avr abr',
  'may mai mag mei',
  'jun juin giu',
  'jul juil lug',
  'aug aoû aou ago',
  'sep set',
  'oct okt ott out',
  'nov',
  'dec dez déc dic',
];
const MONTHS = new Map(
  MONTH_NAMES.flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)),
);
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s,;])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[;\sT]?(\d{2})(\d{2})(\d{2})?)?(?=$|[.\s[;])/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?=$|[T\s,;])/;
const DAY_NAME_YEAR = /^(\d{1,2})[-.\s]+(?:de\s+)?(\p{L}{3,10})\.?[-\s,]+(?:de\s+)?(\d{4}|\d{2})/iu;
const NAME_DAY_YEAR = /^(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/iu;
const CLOCK = /(?:^|[T\s,;])(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap]m)?/i;
const SERIAL = /^\d{5}(\.\d+)?$/;
const QIF_YEAR = /^(\d{1,2})\/\s?(\d{1,2})'\s?(\d{2,4})/;

/**
 * The order of day and month in a whole file, from all its dates; `unknown` where some may be read in two ways and none
 * tells, `mixed` where they contradict each other.
 */
export function dateOrderOf(cells: Iterable<string>): DateOrder | 'unknown' | 'mixed' {
  const shown = new Set<DateOrder>();
  let isDoubtful = false;
  for (const cell of cells) {
    const match = YEAR_LAST.exec(cell.trim());
    if (!match) continue;
    const [first, second] = [Number(match[1]), Number(match[3])];
    if (match[2] === '.' || first > 12) shown.add('DMY');
    else if (second > 12) shown.add('MDY');
    else if (first !== second) isDoubtful = true;
    if (shown.size > 1) return 'mixed';
  }
  const [order] = shown;
  return order ?? (isDoubtful ? 'unknown' : 'YMD');
}

/**
 * Reads dd.mm.yyyy, mm/dd/yyyy, ISO with or without time and zone, yyyymmdd, Excel serials and month names. The day is the
 * one that is written, whatever its zone.
 * @returns undefined for an empty cell
 * @throws AmbiguousError; RangeError for what is no day
 */
export function readMoment(cell: string, order: DateOrder | 'unknown' | 'mixed'): ReadMoment | undefined {
  const text = cell.trim();
  if (text === '' || /^-+$/.test(text)) return undefined;
  const parts = partsOf(text, order);
  const date = parts && isoOf(parts);
  if (!date) throw new RangeError(`${cell} is no day`);
  const time = parts.time ?? clockOf(text);
  return { date, ...(time && { time }) };
}

interface Parts {
  year: number;
  month: number;
  day: number;
  time?: string;
}

function partsOf(text: string, order: DateOrder | 'unknown' | 'mixed'): Parts | undefined {
  const first = YEAR_FIRST.exec(text);
  if (first) return { year: Number(first[1]), month: Number(first[2]), day: Number(first[3]) };
  const compact = COMPACT.exec(text);
  if (compact) {
    const time = compact[4] && `${compact[4]}:${compact[5]}`;
    return {
      year: Number(compact[1]),
      month: Number(compact[2]),
      day: Number(compact[3]),
      ...(time && time < '24:00' && { time }),
    };
  }
  const quicken = QIF_YEAR.exec(text);
  if (quicken) return ordered(text, Number(quicken[1]), Number(quicken[2]), yearOf(quicken[3]!), order, '/');
  const last = YEAR_LAST.exec(text);
  if (last) return ordered(text, Number(last[1]), Number(last[3]), yearOf(last[4]!), order, last[2]!);
  const named = DAY_NAME_YEAR.exec(text);
  if (named) return { year: yearOf(named[3]!), month: monthOf(named[2]!), day: Number(named[1]) };
  const american = NAME_DAY_YEAR.exec(text);
  if (american) return { year: Number(american[3]), month: monthOf(american[1]!), day: Number(american[2]) };
  return SERIAL.test(text) ? serialParts(Number(text)) : undefined;
}

function ordered(
  text: string,
  first: number,
  second: number,
  year: number,
  order: DateOrder | 'unknown' | 'mixed',
  mark: string,
): Parts {
  const shown = mark === '.' || first > 12 || first === second ? 'DMY' : second > 12 ? 'MDY' : undefined;
  const known = order === 'DMY' || order === 'MDY' ? order : shown;
  if (!known) throw new AmbiguousError('date', text);
  return known === 'DMY' ? { year, month: second, day: first } : { year, month: first, day: second };
}

/** Days since 1899-12-30; Excel's year 1900 has a day too many before March, which no statement reaches. */
function serialParts(serial: number): Parts {
  const at = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
  const hasTime = !Number.isInteger(serial);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    ...(hasTime && { time: at.toISOString().slice(11, 16) }),
  };
}

const yearOf = (text: string) =>
  text.length === 2 ? Number(text) + (Number(text) < 70 ? 2000 : 1900) : Number(text);
const monthOf = (name: string) => {
  const lower = name.toLowerCase();
  return MONTHS.get(lower.slice(0, 4)) ?? MONTHS.get(lower.slice(0, 3)) ?? 0;
};

function isoOf({ year, month, day }: Parts): string | undefined {
  const pad = (part: number, length: number) => String(part).padStart(length, '0');
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isCalendarDay(date) ? date : undefined;
}

function clockOf(text: string): string | undefined {
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  const half = match[3]?.toLowerCase();
  const given = Number(match[1]);
  const hour = half ? (given % 12) + (half === 'pm' ? 12 : 0) : given;
  return hour < 24 && Number(match[2]) < 60 ? `${String(hour).padStart(2, '0')}:${match[2]}` : undefined;
}
