import { Injectable, Logger } from '@nestjs/common';
import { calendarDayOf } from '../../../common/calendar/calendar-day';
import { DAY_MS } from '../../../common/calendar/day-length';
import { Clock } from '../../../common/clock';
import { DomainError } from '../../../common/errors/domain-error';
import { asOwner, Owner } from '../../../common/identity/owner';
import { CorporateEventsRepository } from '../../../market/events/corporate-events.repository';
import { DividendBooking } from '../../dividends/dividend-booking';
import { PortfolioRemovals } from '../../removal/portfolio-removals';
import type { Ledger } from '../ledger';
import { MERGER_RULES } from '../mergers/merger-worths';
import { mergersForCash } from '../mergers/mergers-for-cash';
import { LedgerLines } from '../reading/ledger-lines';
import { LedgerRowsRepository } from '../store/ledger-rows.repository';
import { LedgersRepository } from '../store/ledgers.repository';
import { namedSymbols } from './affected-symbols';
import { LedgerWriter } from './ledger-writer';

/** More than two runs lie apart. */
const NEW_SPLIT_MS = 3 * 3_600_000;

/** For so long the close of its day may come, or be corrected. */
const RECENT_MERGER_MS = 40 * DAY_MS;

/** What ledgers need though nobody changes them: writers' remains go, new splits and dividends come into their books. */
@Injectable()
export class LedgerUpkeep {
  private readonly logger = new Logger(LedgerUpkeep.name);

  constructor(
    private readonly ledgers: LedgersRepository,
    private readonly rows: LedgerRowsRepository,
    private readonly lines: LedgerLines,
    private readonly dividends: DividendBooking,
    private readonly writer: LedgerWriter,
    private readonly events: CorporateEventsRepository,
    private readonly removals: PortfolioRemovals,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await this.ledgers.sweep();
    await this.removals.sweep();
    const since = new Date(this.clock.now().getTime() - NEW_SPLIT_MS);
    await this.split(await this.events.symbolsSplitSince(since));
    await this.refreshMergers();
    for await (const { portfolioId, userId } of this.rows.bookingAccounts()) {
      await this.dividends
        .book(asOwner(userId), portfolioId)
        .catch((error: unknown) =>
          this.logger.warn(`dividends of portfolio ${portfolioId} are not booked: ${String(error)}`),
        );
    }
  }

  /** Applies known splits of some symbols to the lots of all portfolios that hold them. */
  async split(symbols: readonly string[]): Promise<void> {
    for await (const { portfolioId, userId } of this.ledgers.holding(symbols)) {
      await this.refreshLots(asOwner(userId), portfolioId, symbols).catch((error: unknown) =>
        this.logger.warn(`lots of portfolio ${portfolioId} are not split: ${String(error)}`),
      );
    }
  }

  /**
   * Applies splits, and closes that share the cost of mergers, that became known after the last change to the lots of a
   * portfolio; what they make impossible is an issue. @param symbols those concerned; all that may be when left out
   */
  async refreshLots(owner: Owner, portfolioId: string, symbols?: readonly string[]): Promise<void> {
    await this.writer
      .change(owner, portfolioId, async ({ ledger }) => ({
        ofSymbols: symbols ?? (await this.toldSymbols(ledger)),
        isOfLotsOnly: true,
      }))
      .catch((error: unknown) => {
        if (!(error instanceof DomainError) || error.kind !== 'unprocessable') throw error;
      });
  }

  /**
   * The split of their cost follows closes: those of the last days may have come since, others when a provider is back.
   * What an older release stored by other rules is told anew once.
   */
  private async refreshMergers(): Promise<void> {
    const owners = new Map<string, string>();
    const recent = new Set<string>();
    const since = calendarDayOf(new Date(this.clock.now().getTime() - RECENT_MERGER_MS));
    for await (const { portfolioId, userId, date } of this.rows.mergersWithCash()) {
      owners.set(portfolioId, userId);
      if (date >= since) recent.add(portfolioId);
    }
    const old = await this.ledgers.toldByOtherRules([...owners.keys()], MERGER_RULES);
    const unknown = await this.ledgers.withUnknownCost([...owners.keys()]);
    for (const [portfolioId, userId] of owners) {
      if (!old.has(portfolioId) && !recent.has(portfolioId) && !unknown.has(portfolioId)) continue;
      await this.tellMergersAnew(asOwner(userId), portfolioId, old.has(portfolioId)).catch((error: unknown) =>
        this.logger.warn(`mergers of portfolio ${portfolioId} are not told anew: ${String(error)}`),
      );
    }
  }

  private async tellMergersAnew(owner: Owner, portfolioId: string, isByOtherRules: boolean): Promise<void> {
    await this.refreshLots(owner, portfolioId);
    if (isByOtherRules) await this.ledgers.toldBy(owner, portfolioId, MERGER_RULES);
  }

  /** The symbols of a ledger whose lots the market has a say in; its lines mostly are in memory. */
  private async toldSymbols(ledger: Ledger): Promise<string[]> {
    const lines = await this.lines.of(ledger);
    const events = await this.events.of([...namedSymbols(lines)]);
    const split = events.flatMap(({ kind, symbol }) => (kind === 'split' ? [symbol] : []));
    return [...new Set([...split, ...mergersForCash(lines).map(({ into }) => into)])];
  }
}
