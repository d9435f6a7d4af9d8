import { Injectable } from '@nestjs/common';
import { calendarDayOf } from '../../common/calendar/calendar-day';
import { Clock } from '../../common/clock';
import { Owner } from '../../common/identity/owner';
import { UsersService } from '../../users/users.service';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import { lockOfDay } from '../locks/lock-of-day';
import { unpacked } from '../performance/computing/packed-json';
import { LedgerStatement, StatementPart, statementUntil, statementWithin } from './ledger-statement';

/** Statements of ledgers: as they are, or for days of a locked year as they were when it was locked. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly books: LedgerBooks,
    private readonly users: UsersService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param part days inclusive, to today where `to` is null; and the only account that counts
   * @throws DomainError `portfolio.not_found`, `portfolio.busy`
   */
  async within(owner: Owner, portfolioId: string, part: StatementPart): Promise<LedgerStatement> {
    const { to } = part;
    const kept = to === null ? undefined : await this.kept(owner, portfolioId, to);
    return statementWithin(kept ?? (await this.until(owner, portfolioId, to)), part);
  }

  /** All that happened up to a day, as the ledger says now. */
  async until(owner: Owner, portfolioId: string, to: string | null): Promise<LedgerStatement> {
    const book = await this.books.of(owner, portfolioId);
    const now = this.clock.now();
    const user = await this.users.get(book.read.ledger.portfolio.user_id);
    return statementUntil(book, to ?? latest(calendarDayOf(now), book.read.entries.at(-1)?.date), {
      prepared_for: user.full_name,
      generated_at: now.toISOString(),
    });
  }

  /** What was kept when the first year was locked that holds the day. */
  private async kept(owner: Owner, portfolioId: string, day: string): Promise<LedgerStatement | undefined> {
    const ledger = await this.writer.current(owner, portfolioId);
    const lock = lockOfDay(await this.rows.locks(ledger), day);
    const bytes = lock && (await this.rows.statementOf(ledger, lock.rowId));
    return bytes && (JSON.parse((await unpacked(bytes)).toString()) as LedgerStatement);
  }
}

function latest(day: string, other: string | undefined): string {
  return other !== undefined && other > day ? other : day;
}
