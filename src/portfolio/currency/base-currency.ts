import { parseDay } from '../../analytics/calendar';
import { Exact } from '../../analytics/ledger/model/exact';
import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import { Rates } from '../../analytics/ledger/plan/rates';
import type { Account } from '../accounts/account';
import type { Entry } from '../transactions/entry';

/** Decimals of a rate that is made of two. */
const RATE_DECIMALS = 18;

export interface CurrencyChange {
  readonly from: string;
  readonly to: string;
}

/** Lines whose amounts must be told in another currency, which then need a rate of their day from the old base. */
export function needRate(entries: readonly Entry[], { from, to }: CurrencyChange): Entry[] {
  return entries.filter(
    ({ currency, fx_rate, price, amount, cost, cash_per_share }) =>
      (price ?? amount ?? cost ?? cash_per_share) !== undefined &&
      (fx_rate === undefined
        ? majorUnitOf(currency).currency === from
        : majorUnitOf(currency).currency !== to),
  );
}

/** Lines that keep a rate of their own under a new base without conversion, which must be told in that base then. */
export function keepOwnRate(entries: readonly Entry[], { from, to }: CurrencyChange): Entry[] {
  return entries.filter(
    ({ currency, fx_rate, origin }) =>
      fx_rate !== undefined &&
      majorUnitOf(currency).currency !== to &&
      !(origin === 'assets' && currency === from),
  );
}

/** Those of some lines that have no rate of their day. */
export function withoutRate(entries: readonly Entry[], { from }: CurrencyChange, rates: Rates): Entry[] {
  return entries.filter(({ date }) => Number.isNaN(rates.on(from, parseDay(date))));
}

/**
 * A line with a rate of its own, which is told in the base, under another base: without it where the line is in the new
 * base itself, or the rate of its day is not known; undefined where nothing changes.
 * @param rates into the new base
 */
export function underNewBase(
  entry: Entry,
  { from, to }: CurrencyChange,
  rates: Rates,
  at: Date,
): Entry | undefined {
  const { fx_rate, ...rest } = entry;
  if (fx_rate === undefined) return undefined;
  const changed = { ...rest, version: entry.version + 1, updated_at: at };
  if (majorUnitOf(entry.currency).currency === to) return changed;
  const rate = rates.exactOn(from, parseDay(entry.date));
  if (rate === null) return changed;
  return { ...changed, fx_rate: new Exact(fx_rate).times(rate).toDecimalPlaces(RATE_DECIMALS).toFixed() };
}

/** A lot of `assets` whose price was meant in another currency than it was labelled with; undefined where nothing changes. */
export function relabelled(entry: Entry, { from, to }: CurrencyChange, at: Date): Entry | undefined {
  if (entry.origin !== 'assets' || entry.currency !== from) return undefined;
  const { fx_rate: _ofOldBase, ...rest } = entry;
  return { ...rest, currency: to, version: entry.version + 1, updated_at: at };
}

/** An account with another default currency. */
export function renamedTo(account: Account, currency: string, at: Date): Account {
  return { ...account, currency, version: account.version + 1, updated_at: at };
}
