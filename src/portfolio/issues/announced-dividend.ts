import { formatDay, parseDay } from '../../analytics/calendar';
import { Exact } from '../../analytics/ledger/model/exact';
import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import type { Rates } from '../../analytics/ledger/plan/rates';
import type { BookFigures } from '../ledger/reading/book-figures';
import type { Entry, EntryContent } from '../transactions/entry';

/** A line of a payment as near as this to an event, and of about its amount, is the same dividend. */
const SAME_DIVIDEND_DAYS = 10;
const SAME_DIVIDEND_SHARE = 0.3;

/** A dividend that an event announces for what an account held, and the lines that may tell it. */
export interface AnnouncedDividend {
  /** the same for one event in one account, for ever */
  readonly key: string;
  readonly accountId: string;
  readonly symbol: string;
  /** ex-date, `YYYY-MM-DD` */
  readonly date: string;
  /** gross, > 0 */
  readonly amount: Exact;
  readonly currency: string;
  readonly lines: readonly Entry[];
}

/** Names the dividend of an event in an account. */
export function dividendKey({
  account_id,
  symbol,
  date,
}: Pick<EntryContent, 'account_id' | 'symbol' | 'date'>): string {
  return `dividend:${account_id}:${symbol}:${date}`;
}

/**
 * What events announce, each with the dividends that its account got of the symbol about that day, whatever their amounts.
 * A line that was booked for one event is of no other.
 */
export function announcedDividends(
  { dividendsDue }: Pick<BookFigures, 'dividendsDue'>,
  entries: readonly Entry[],
): AnnouncedDividend[] {
  const announced = dividendsDue.flatMap(({ event: { symbol, exDay, ...event }, accountId, quantity }) => {
    const amount = new Exact(quantity).times(event.amount).toDecimalPlaces(18);
    if (amount.isZero()) return [];
    const date = formatDay(exDay);
    const key = dividendKey({ account_id: accountId, symbol, date });
    return { key, accountId, symbol, date, amount, currency: event.currency };
  });
  const keys = new Set(announced.map(({ key }) => key));
  const paid = entries.filter(({ type }) => type === 'dividend');
  return announced.map((dividend) => {
    const isOfAnother = (line: Entry) =>
      line.origin === 'event' && dividendKey(line) !== dividend.key && keys.has(dividendKey(line));
    const lines = paid.filter(
      (line) =>
        line.account_id === dividend.accountId &&
        line.symbol === dividend.symbol &&
        Math.abs(parseDay(line.date) - parseDay(dividend.date)) <= SAME_DIVIDEND_DAYS &&
        !isOfAnother(line),
    );
    return { ...dividend, lines };
  });
}

/** The days and currencies whose rates compare a dividend with its lines; none where all are in one currency. */
export function toBeCompared({ currency, lines }: AnnouncedDividend): Pick<Entry, 'currency' | 'date'>[] {
  return lines
    .filter((line) => majorUnitOf(line.currency).currency !== majorUnitOf(currency).currency)
    .flatMap((line) => [line, { currency, date: line.date }]);
}

/**
 * Leaves the lines that are of about the amount: gross, or net of a usual tax. One that cannot be compared stays, since a
 * dividend that comes late is better than one that comes twice. @param rates those of `toBeCompared`
 */
export function withToldLines(dividend: AnnouncedDividend, rates: Rates): AnnouncedDividend {
  return { ...dividend, lines: dividend.lines.filter((line) => isOfAmount(line, dividend, rates)) };
}

function isOfAmount(line: Entry, dividend: AnnouncedDividend, rates: Rates): boolean {
  const told = inMajorUnit(line.amount!, line.currency);
  const announced = inMajorUnit(dividend.amount, dividend.currency);
  if (told.currency === announced.currency) return isNear(told.amount, announced.amount);
  const day = parseDay(line.date);
  const announcedRate = rates.exactOn(announced.currency, day);
  if (announcedRate === null) return true;
  const ownRate = line.fx_rate === undefined ? null : new Exact(line.fx_rate);
  const known = [ownRate, rates.exactOn(told.currency, day)].filter((rate) => rate !== null);
  return (
    known.length === 0 ||
    known.some((rate) => isNear(told.amount.times(rate), announced.amount.times(announcedRate)))
  );
}

function inMajorUnit(amount: Exact | string, given: string): { amount: Exact; currency: string } {
  const { currency, unitsPerMajor } = majorUnitOf(given);
  return { amount: new Exact(amount).div(unitsPerMajor), currency };
}

function isNear(told: Exact, announced: Exact): boolean {
  return announced.minus(told).abs().lte(announced.times(SAME_DIVIDEND_SHARE));
}
