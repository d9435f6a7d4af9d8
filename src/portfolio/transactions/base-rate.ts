import { Exact } from '../../analytics/ledger/model/exact';
import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import { LedgerChange, madeBy } from '../ledger/changes/ledger-change';
import type { Entry } from './entry';
import { rateOfBase } from './transactions.errors';

/** A line may be of the currency it is converted into: then one unit is one, or for a minor unit its part of one. */
export function hasWrongBaseRate(
  { currency, fx_rate }: Pick<Entry, 'currency' | 'fx_rate'>,
  baseCurrency: string,
): boolean {
  const major = majorUnitOf(currency);
  if (fx_rate === undefined || major.currency !== baseCurrency) return false;
  const rate = new Exact(fx_rate);
  return !rate.eq(1) && !rate.times(major.unitsPerMajor).eq(1);
}

/** @throws DomainError `ledger.invalid_line` for a line of the base currency with a rate into it other than 1 */
export function refuseBaseRates(
  { add = [], remove, placeOf = () => undefined }: LedgerChange,
  base: string,
): void {
  const wrong = add.find((entry) => hasWrongBaseRate(entry, base));
  if (wrong) throw rateOfBase(wrong, base, placeOf, madeBy({ add, remove }));
}
