import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../common/clock';
import { DomainError } from '../../../common/errors/domain-error';
import { asOwner, Owner } from '../../../common/identity/owner';
import { CorporateEventsRepository } from '../../../market/events/corporate-events.repository';
import { DividendBooking } from '../../dividends/dividend-booking';
import { PortfolioRemovals } from '../../removal/portfolio-removals';
import type { Ledger } from '../ledger';
import { LedgerLines } from '../reading/ledger-lines';
import { LedgerRowsRepository } from '../store/ledger-rows.repository';
import { LedgersRepository } from '../store/ledgers.repository';
import { namedSymbols } from './affected-symbols';
import { LedgerWriter } from './ledger-writer';

/** More than two runs lie apart. */
const NEW_SPLIT_MS = 3 * 3_600_000;

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
    const split = await this.events.symbolsSplitSince(since);
    for await (const { portfolioId, userId } of this.ledgers.holding(split)) {
      await this.refreshLots(asOwner(userId), portfolioId, split).catch((error: unknown) =>
        this.logger.warn(`lots of portfolio ${portfolioId} are not split: ${String(error)}`),
      );
    }
    for await (const { portfolioId, userId } of this.rows.bookingAccounts()) {
      await this.dividends
        .book(asOwner(userId), portfolioId)
        .catch((error: unknown) =>
          this.logger.warn(`dividends of portfolio ${portfolioId} are not booked: ${String(error)}`),
        );
    }
  }

  /**
   * Applies splits that became known after the last change to the lots of a portfolio; what they make impossible is an
   * issue. @param symbols those that were split; all that ever were when left out
   */
  async refreshLots(owner: Owner, portfolioId: string, symbols?: readonly string[]): Promise<void> {
    await this.writer
      .change(owner, portfolioId, async ({ ledger }) => ({
        ofSymbols: symbols ?? (await this.splitSymbols(ledger)),
        isOfLotsOnly: true,
      }))
      .catch((error: unknown) => {
        if (!(error instanceof DomainError) || error.kind !== 'unprocessable') throw error;
      });
  }

  /** The symbols of a ledger that were split at any time; its lines mostly are in memory. */
  private async splitSymbols(ledger: Ledger): Promise<string[]> {
    const events = await this.events.of([...namedSymbols(await this.lines.of(ledger))]);
    return [...new Set(events.flatMap(({ kind, symbol }) => (kind === 'split' ? [symbol] : [])))];
  }
}
