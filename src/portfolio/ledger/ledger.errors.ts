import { formatDay } from '../../analytics/calendar';
import type { LedgerProblem } from '../../analytics/ledger/model/ledger-error';
import { DomainError } from '../../common/errors/domain-error';
import type { Entry } from '../transactions/entry';
import type { OpenLot } from './open-lots';

/** Place of a line in the `items` of a request; undefined for one that is not in it, or where the request is one line. */
export type PlaceOf = (lineId: string) => number | undefined;

/** Lines that a request makes anew: where it is refused nobody can look them up, so their ids are not told. */
export type MadeLines = ReadonlySet<string>;

/** The path of a line's field in the request. */
export function fieldPath(place: number | undefined, field: string): string {
  return place === undefined ? field : `items.${place}.${field}`;
}

/** What a refusal tells of the line that it is about. */
export const aboutEntry = (
  { id, symbol, date }: Entry,
  field: string,
  placeOf: PlaceOf,
  made: MadeLines,
) => ({
  line: placeOf(id) ?? null,
  ...(made.has(id) ? {} : { transaction_id: id }),
  field,
  symbol: symbol ?? null,
  date,
});

export const ledgerLocked = (entry: Entry, year: number, placeOf: PlaceOf, made: MadeLines) =>
  new DomainError(
    'locked',
    'ledger.locked',
    `The ledger is locked up to the end of ${year}: no line of ${entry.date} can be added, changed or removed.`,
    {
      errors: [{ field: fieldPath(placeOf(entry.id), 'date'), message: `date must be after ${year}` }],
      context: aboutEntry(entry, 'date', placeOf, made),
    },
  );

export const yearsLocked = (year: number, what: string) =>
  new DomainError(
    'locked',
    'ledger.locked',
    `The ledger is locked up to the end of ${year}: ${what} would change its figures.`,
  );

export const duplicateExternalId = (entry: Entry, placeOf: PlaceOf, made: MadeLines) =>
  new DomainError(
    'unprocessable',
    'ledger.duplicate_external_id',
    `The account has a line with the external_id ${entry.external_id} already.`,
    {
      errors: [
        {
          field: fieldPath(placeOf(entry.id), 'external_id'),
          message: 'external_id must be unique within the account',
        },
      ],
      context: aboutEntry(entry, 'external_id', placeOf, made),
    },
  );

export const tooManyLines = (most: number, who = 'A portfolio') =>
  new DomainError('unprocessable', 'ledger.too_many_lines', `${who} has at most ${most} lines.`);

export const ledgerBusy = () =>
  new DomainError('unavailable', 'ledger.busy', 'The ledger is being changed by many; try again shortly.', {
    retryAfter: 1,
  });

/**
 * A ledger that cannot be, as an answer: which line breaks it, what was held and asked, and what would do.
 * @param openLots what was open at that moment
 */
export function impossibleLedger(
  problem: LedgerProblem,
  openLots: readonly OpenLot[],
  placeOf: PlaceOf,
  made: MadeLines,
): DomainError {
  const { code, lineId, field, symbol, day, held, asked } = problem;
  const date = formatDay(day);
  const lots = openLots
    .filter((lot) => lot.symbol === symbol && !made.has(lot.buyId))
    .map(({ buyId, quantity }) => ({ transaction_id: buyId, quantity }));
  const place = placeOf(lineId);
  const isNamed = place === undefined && !made.has(lineId);
  const detail = `${sentenceOf(problem, date)}${isNamed ? ` (line ${lineId})` : ''}`;
  return new DomainError('unprocessable', code, `${detail}.`, {
    errors: [{ field: fieldPath(place, field), message: detail }],
    context: {
      line: place ?? null,
      ...(made.has(lineId) ? {} : { transaction_id: lineId }),
      field,
      symbol,
      date,
      ...(held !== undefined && { held }),
      ...(asked !== undefined && { asked }),
      ...(code === 'ledger.oversold' && { lots }),
    },
  });
}

function sentenceOf({ code, symbol, held, asked, detail }: LedgerProblem, date: string): string {
  if (code !== 'ledger.oversold') return `${detail}, on ${date}`;
  return `On ${date} ${asked} ${symbol} are asked for, and exactly ${held} are held`;
}
