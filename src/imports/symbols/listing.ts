import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import type { InstrumentMatch } from '../../market/providers/market-data-provider';
import type { SurveyedInstrument } from '../preview/preview-order';

/** Endings of symbols by the exchanges that statements name. */
const ENDINGS: readonly (readonly [exchange: RegExp, ending: string])[] = [
  [/xetra|ibis|^etr|^xet|^gs$/i, '.DE'],
  [/frankfurt|^fwb|^fra/i, '.F'],
  [/london|^lse|^lon|^xlon/i, '.L'],
  [/amsterdam|^aeb|^eam|^ams/i, '.AS'],
  [/paris|^sbf|^epa/i, '.PA'],
  [/milan|^bvme|^mil|^bit/i, '.MI'],
  [/toronto|^tse$|^tsx|^tor/i, '.TO'],
  [/swiss|^ebs|^swx|^vtx/i, '.SW'],
  [/madrid|^bm$|^mad/i, '.MC'],
  [/tokyo|^tsej|^jpx/i, '.T'],
  [/hong ?kong|^sehk|^hkg/i, '.HK'],
  [/australia|^asx/i, '.AX'],
];

/**
 * The listing that a statement means, of those that a search found: exchange and currency of the statement decide.
 * @returns null where none is the instrument
 */
export function listingFor(
  matches: readonly InstrumentMatch[],
  kind: string,
  id: string,
  { stated, currency }: SurveyedInstrument,
): InstrumentMatch | null {
  const candidates = matches.filter((match) => isOf(match, kind, id));
  const ending = ENDINGS.find(([exchange]) => exchange.test(stated.exchange ?? ''))?.[1];
  const score = (match: InstrumentMatch) =>
    (ending && match.symbol.endsWith(ending) ? 4 : 0) +
    (currency && listingWarning(match, currency) === null ? 2 : 0) +
    (match.symbol === id ? 1 : 0);
  const [best] = candidates.toSorted((a, b) => score(b) - score(a));
  return best ?? null;
}

/** What to look at where a listing is quoted in another currency than the statement's; null where it is not. */
export function listingWarning({ currency }: { currency: string }, stated: string | null): string | null {
  if (!stated || currency === '') return null;
  const [quoted, said] = [majorUnitOf(currency).currency, majorUnitOf(stated).currency];
  return quoted === said ? null : `the listing is quoted in ${quoted}, the statement is in ${said}`;
}

function isOf({ symbol, name }: InstrumentMatch, kind: string, id: string): boolean {
  // A provider that answers a number knows which instrument has it.
  if (kind === 'isin' || kind === 'cusip' || kind === 'sedol' || kind === 'wkn') return true;
  if (kind === 'name') return name.toUpperCase() === id;
  return symbol === id || symbol.startsWith(`${id}.`) || symbol.startsWith(`${id}-`);
}
