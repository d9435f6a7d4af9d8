import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Owner } from '../../common/identity/owner';
import { AnnouncedDividends } from '../issues/announced-dividends';
import { DividendProposal, dividendProposals } from '../issues/dividend-proposals';
import { IssuesRepository } from '../issues/issues.repository';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { LedgerChange, LedgerView, seqOf } from '../ledger/changes/ledger-change';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import type { Entry } from '../transactions/entry';

/** Books the dividends that events announce, in the accounts that want that. */
@Injectable()
export class DividendBooking {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly books: LedgerBooks,
    private readonly announced: AnnouncedDividends,
    private readonly issues: IssuesRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Books what is due and was not booked before; a booked line that its owner deleted does not come again.
   * @returns how many lines were booked
   */
  async book(owner: Owner, portfolioId: string): Promise<number> {
    let booked = 0;
    await this.writer.change(owner, portfolioId, async (view): Promise<LedgerChange> => {
      booked = 0;
      if (!view.accounts.some(({ account }) => account.dividends === 'book')) return {};
      const due = await this.due(owner, view);
      const add = due.map((proposal, place) => this.entryOf(proposal, view, place));
      booked = add.length;
      return { add };
    });
    return booked;
  }

  private async due(owner: Owner, { ledger, lockedYear }: LedgerView): Promise<DividendProposal[]> {
    const book = await this.books.of(owner, ledger.portfolio.id);
    const announced = await this.announced.of(book, lockedYear);
    const dismissed = await this.issues.dismissed(ledger.portfolio);
    const wanted = dividendProposals(announced, book.read.accounts).filter(
      ({ key, account }) => account.dividends === 'book' && !dismissed.has(key),
    );
    const known = await this.rows.byIds(
      ledger,
      wanted.map(({ key }) => bookedId(ledger.portfolio.id, key)),
    );
    const knownIds = new Set(known.map(({ entry }) => entry.id));
    return wanted.filter(({ key }) => !knownIds.has(bookedId(ledger.portfolio.id, key)));
  }

  private entryOf({ key, line }: DividendProposal, { ledger }: LedgerView, place: number): Entry {
    const at = this.clock.now();
    return {
      ...line,
      currency: line.currency!,
      id: bookedId(ledger.portfolio.id, key),
      seq: seqOf(ledger, place),
      origin: 'event',
      version: 1,
      created_at: at,
      updated_at: at,
    };
  }
}

/** The id of a line that is booked for an event: one for ever. */
function bookedId(portfolioId: string, key: string): string {
  return createHash('sha256').update(`${portfolioId} ${key}`).digest('hex').slice(0, 24);
}
