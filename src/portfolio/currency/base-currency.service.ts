import { Injectable } from '@nestjs/common';
import { parseDay } from '../../analytics/calendar';
import { Rates } from '../../analytics/ledger/plan/rates';
import { Clock } from '../../common/clock';
import { isLocked } from '../ledger/changes/check-lines';
import type { LedgerChange, LedgerView } from '../ledger/changes/ledger-change';
import { yearsLocked } from '../ledger/ledger.errors';
import { LedgerRates } from '../ledger/reading/ledger-rates';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import { noRateOfLines } from '../portfolio.errors';
import type { Entry } from '../transactions/entry';
import type { StoredEntry } from '../transactions/to-entry';
import {
  CurrencyChange,
  keepOwnRate,
  needRate,
  relabelled,
  renamedTo,
  underNewBase,
  withoutRate,
} from './base-currency';
import { ExchangeRates } from './exchange-rates';

/** Tells ledgers in another base currency. */
@Injectable()
export class BaseCurrencyService {
  constructor(
    private readonly rates: LedgerRates,
    private readonly exchange: ExchangeRates,
    private readonly rows: LedgerRowsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * What of a ledger is written anew. Converted, lines keep their currency and are told at the rates of their days, and a
   * line's own rate is put into the new base. Else the lots of `assets` and the accounts in the old currency get the new
   * one, and a line's own rate that cannot be put into the new base is left out.
   * @throws DomainError `ledger.locked`, `portfolio.no_exchange_rate`
   */
  async change(view: LedgerView, to: string, isConverted: boolean): Promise<LedgerChange> {
    const { ledger, accounts } = view;
    const change = { from: ledger.portfolio.currency, to };
    const stored = await this.rows.stored(ledger);
    refuseLockedYears(stored, view.lockedYear);
    const at = this.clock.now();
    if (isConverted) {
      const rates = await this.ratesOf(
        stored.map(({ entry }) => entry),
        change,
      );
      return rewritten(
        stored,
        (row) => row.entry,
        (entry) => underNewBase(entry, change, rates, at),
      );
    }
    const rates = await this.ratesOfOwn(
      stored.map(({ entry }) => entry),
      change,
    );
    const lines = rewritten(
      stored,
      (row) => row.entry,
      (entry) => relabelled(entry, change, at) ?? underNewBase(entry, change, rates, at),
    );
    const renamed = rewritten(
      accounts,
      (row) => row.account,
      (account) => (account.currency === change.from ? renamedTo(account, to, at) : undefined),
    );
    return { ...lines, addAccounts: renamed.add, removeAccounts: renamed.remove };
  }

  /**
   * Rates into a new base of the days of lines.
   * @throws DomainError `portfolio.no_exchange_rate` where an amount cannot be told
   */
  async ratesOf(entries: readonly Entry[], change: CurrencyChange): Promise<Rates> {
    const needing = needRate(entries, change);
    const rates = await this.known(needing, change);
    const lacking = withoutRate(needing, change, rates);
    if (lacking.length > 0) throw noRateOfLines(change, lacking);
    return rates;
  }

  /**
   * Rates into a new base of the days of lines with a rate of their own, as far as anybody has them.
   * @throws DomainError `portfolio.no_exchange_rate` where who may have them could not be asked
   */
  private async ratesOfOwn(entries: readonly Entry[], change: CurrencyChange): Promise<Rates> {
    const needing = keepOwnRate(entries, change);
    const rates = await this.known(needing, change);
    const lacking = withoutRate(needing, change, rates);
    if (lacking.length === 0) return rates;
    const days = lacking.map(({ date }) => parseDay(date));
    const isAway = await this.exchange.isAway(change.from, change.to, Math.min(...days), Math.max(...days));
    if (isAway)
      throw noRateOfLines(change, lacking, 'A provider that may know it did not answer: try later.');
    return rates;
  }

  /** Rates into a new base of the days of lines, as far as they are known. */
  private async known(entries: readonly Entry[], { from, to }: CurrencyChange): Promise<Rates> {
    const days = entries.map((entry) => ({ ...entry, currency: from }));
    return new Rates(to, await this.rates.of(days, to));
  }
}

/** @throws DomainError `ledger.locked`: lines of a locked year have figures in the base, which would change */
function refuseLockedYears(stored: readonly StoredEntry[], lockedYear: number | null): void {
  if (lockedYear !== null && stored.some(({ entry }) => isLocked(entry, lockedYear)))
    throw yearsLocked(lockedYear, 'another base currency');
}

/** Rows of which some are written anew. */
function rewritten<Row, T>(
  rows: readonly Row[],
  valueOf: (row: Row) => T,
  change: (value: T) => T | undefined,
): { add: T[]; remove: Row[] } {
  const add: T[] = [];
  const remove: Row[] = [];
  for (const row of rows) {
    const changed = change(valueOf(row));
    if (changed === undefined) continue;
    add.push(changed);
    remove.push(row);
  }
  return { add, remove };
}
