import type { DecimalMark } from '../../common/text/read-number';
import { Decimal } from 'decimal.js';

/** A number whose marks may be read in two ways, in a file that does not tell which. */
export class AmbiguousError extends Error {
  constructor(
    readonly about: 'decimal' | 'date',
    cell: string,
  ) {
    super(about === 'decimal' ? `${cell} may be read as two numbers` : `${cell} may be read as two days`);
  }
}

const CURRENCY = /(?:[$€£¥₹₿]|\b[A-Z]{2,4}\$?|\bkr\b|%)/gi;
const BLANK = /[\s\u00a0\u202f'’]/g;
const PLAIN = /^\d+(\.\d+)?(e[+-]?\d{1,3})?$/i;
const NOTHING = /^(-+|n\/?a|null|none|–|—)?$/i;

/** A number without currency, blanks and sign; null for what holds none. */
function bare(cell: string): { digits: string; isNegative: boolean } | null {
  const given = cell.trim();
  if (NOTHING.test(given)) return null;
  const unsigned = /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(given) ? given : given.replace(CURRENCY, '');
  const compact = unsigned.replace(BLANK, '').replace(/[−–]/g, '-');
  if (NOTHING.test(compact)) return null;
  const inParentheses = /^\((.*)\)$/.exec(compact);
  const inner = inParentheses?.[1] ?? compact;
  const trailing = /^(.*)-$/.exec(inner);
  const body = trailing?.[1] ?? inner;
  const leading = /^([+-])(.*)$/.exec(body);
  const isNegative = Boolean(inParentheses) || Boolean(trailing) || leading?.[1] === '-';
  return { digits: leading?.[2] ?? body, isNegative };
}

/**
 * The decimal mark of a whole file, from all its numbers: the one that some number shows beyond doubt. `unknown` where
 * numbers may be read in two ways and none tells; `mixed` where they contradict each other.
 */
export function decimalMarkOf(cells: Iterable<string>): DecimalMark | 'unknown' | 'mixed' {
  const shown = new Set<DecimalMark>();
  let isDoubtful = false;
  for (const cell of cells) {
    const digits = bare(cell)?.digits;
    if (digits === undefined || !/[.,]/.test(digits)) continue;
    const mark = shownMark(digits);
    if (mark) shown.add(mark);
    else isDoubtful = true;
    if (shown.size > 1) return 'mixed';
  }
  const [mark] = shown;
  return mark ?? (isDoubtful ? 'unknown' : '.');
}

function shownMark(digits: string): DecimalMark | undefined {
  const marks = [...digits.matchAll(/[.,]/g)].map(([mark]) => mark as DecimalMark);
  const last = marks.at(-1)!;
  const other = last === ',' ? '.' : ',';
  if (marks.includes(other)) return last;
  if (marks.length > 1) return other;
  // One mark followed by three digits, after one to three that do not begin with 0, may be either.
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? undefined : last;
}

/**
 * The exact decimal text of a cell: 1.234,56 · 1,234.56 · 1 234,56 · 1'234.56 · (1,234.56) · 1,234.56- · with currencies.
 * @returns undefined for an empty cell or a dash
 * @throws AmbiguousError; RangeError for what is no number
 */
export function readDecimal(cell: string, mark: DecimalMark | 'unknown' | 'mixed'): string | undefined {
  const number = bare(cell);
  if (!number) return undefined;
  const { digits, isNegative } = number;
  const decimal = mark === 'unknown' || mark === 'mixed' ? markOf(digits, cell) : mark;
  const group = decimal === ',' ? '.' : ',';
  const ungrouped = digits.includes(group) ? withoutGroups(digits, group, decimal, cell) : digits;
  const plain = ungrouped.replace(decimal, '.').replace(/^\./, '0.');
  if (!PLAIN.test(plain) || plain.length > 60) throw new RangeError(`${cell} is no number`);
  const text = SHORT.test(plain) ? withoutZeros(plain) : exactText(plain, cell);
  return isNegative && text !== '0' ? `-${text}` : text;
}

/** What needs no rounding, as nearly all numbers of statements. */
const SHORT = /^\d{1,30}(\.\d{1,18})?$/;

function withoutZeros(plain: string): string {
  const [whole = '', part = ''] = plain.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  const places = part.replace(/0+$/, '');
  return places === '' ? digits : `${digits}.${places}`;
}

function exactText(plain: string, cell: string): string {
  const exact = new Decimal(plain);
  if (exact.decimalPlaces() > 40 || exact.gt('1e30')) throw new RangeError(`${cell} is no number`);
  return exact.toDecimalPlaces(18).toFixed();
}

function markOf(digits: string, cell: string): DecimalMark {
  if (!/[.,]/.test(digits)) return '.';
  const mark = shownMark(digits);
  if (!mark) throw new AmbiguousError('decimal', cell);
  return mark;
}

function withoutGroups(digits: string, group: string, decimal: string, cell: string): string {
  const [whole = '', ...rest] = digits.split(decimal);
  // Groups of two and three, as in India, are groups too.
  if (rest.length > 1 || rest[0]?.includes(group) || !/^\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/.test(whole)) {
    throw new RangeError(`${cell} is no number`);
  }
  return [whole.replaceAll(group, ''), ...rest].join(decimal);
}
