import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../../common/calendar/day-length';
import type { CorporateEvent } from '../../../analytics/ledger/model/corporate-event';
import type { PriceSeries } from '../../../analytics/series/columns';
import { Clock } from '../../../common/clock';
import { Owner } from '../../../common/identity/owner';
import { oncePer } from '../../../common/once-per';
import type { Account } from '../../accounts/account';
import type { Entry } from '../../transactions/entry';
import { toLine } from '../../transactions/to-line';
import { namedSymbols } from '../changes/affected-symbols';
import type { LotsOrder } from '../open-lots';
import type { Ledger } from '../ledger';
import { lastDay } from '../last-day';
import { LedgerEvents } from './ledger-events';
import { LedgerLines } from './ledger-lines';
import { LedgerRates } from './ledger-rates';
import { LedgerRowsRepository } from '../store/ledger-rows.repository';
import { LedgerWriter } from '../changes/ledger-writer';
import { MergerWorths } from '../mergers/merger-worths';
import { PriceBases, PriceBasisFinder } from '../price-bases/price-bases';
import { toLedgerAccount } from '../to-ledger-account';

/** A whole ledger at one revision, with what the outside says of it but prices. */
export interface ReadLedger {
  readonly ledger: Ledger;
  readonly accounts: readonly Account[];
  /** in order of creation */
  readonly entries: readonly Entry[];
  readonly events: readonly CorporateEvent[];
  readonly rates: ReadonlyMap<string, PriceSeries>;
  readonly bases: PriceBases;
  /** see `MergerWorths` */
  readonly worths: ReadonlyMap<string, number | null>;
}

// Of a ledger that stays in memory these are made once, and its lines are packed for threads once.
const symbolsOf = oncePer((entries: readonly Entry[]) => [...namedSymbols(entries)]);
const linesOf = oncePer((entries: readonly Entry[]) => entries.map((entry) => toLine(entry)));

/** Reads whole ledgers, for the engine. */
@Injectable()
export class LedgerReader {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly lines: LedgerLines,
    private readonly events: LedgerEvents,
    private readonly rates: LedgerRates,
    private readonly bases: PriceBasisFinder,
    private readonly worths: MergerWorths,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `portfolio.not_found` */
  async read(owner: Owner, portfolioId: string): Promise<ReadLedger> {
    return this.readAt(await this.writer.current(owner, portfolioId));
  }

  /** A ledger as it was at its revision. */
  async readAt(ledger: Ledger): Promise<ReadLedger> {
    const [stored, entries] = await Promise.all([this.rows.accounts(ledger), this.lines.of(ledger)]);
    const [events, rates] = await Promise.all([
      this.events.of(symbolsOf(entries)),
      this.rates.of(entries, ledger.portfolio.currency, this.today()),
    ]);
    const [bases, worths] = await Promise.all([
      this.bases.of(entries, events),
      this.worths.of(entries, events, ledger.portfolio),
    ]);
    return { ledger, accounts: stored.map(({ account }) => account), entries, events, rates, bases, worths };
  }

  /**
   * What the engine reads of it. @param toDay the last day that counts; today, or the day of the last line, when left out
   */
  orderOf(
    { ledger, accounts, entries, events, rates, bases, worths }: ReadLedger,
    toDay?: number,
  ): LotsOrder {
    const { adjusted } = bases;
    return {
      baseCurrency: ledger.portfolio.currency,
      accounts: accounts.map(toLedgerAccount),
      lines:
        adjusted.size === 0 && worths.size === 0
          ? linesOf(entries)
          : entries.map((entry) => toLine(entry, adjusted.get(entry.id), worths.get(entry.id))),
      events,
      rates,
      toDay: toDay ?? lastDay(entries, this.today()),
    };
  }

  private today(): number {
    return Math.floor(this.clock.now().getTime() / DAY_MS);
  }
}
