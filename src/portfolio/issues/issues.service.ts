import { Injectable } from '@nestjs/common';
import { Owner } from '../../common/identity/owner';
import type { QualityDto } from '../dto/quality.dto';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import type { Performance } from '../performance/computing/compute-performance';
import { unpacked } from '../performance/computing/packed-json';
import { PerformanceService } from '../performance/performance.service';
import { basisIssues } from './basis-issues';
import { AnnouncedDividends } from './announced-dividends';
import { dividendIssues } from './dividend-issues';
import type { Issue } from './issue';
import { issueNotFound } from './issues.errors';
import { IssuesRepository } from './issues.repository';
import { ledgerIssues } from './ledger-issues';
import { withLockedAction } from './locked-issues';
import { priceIssues } from './price-issues';
import { splitIssues } from './split-issues';

export type ListedIssue = Issue & { dismissed: boolean };

/** What the owner of a ledger should look at. */
@Injectable()
export class IssuesService {
  constructor(
    private readonly books: LedgerBooks,
    private readonly rows: LedgerRowsRepository,
    private readonly announced: AnnouncedDividends,
    private readonly performances: PerformanceService,
    private readonly issues: IssuesRepository,
  ) {}

  /**
   * In no particular order; also counts the open ones for the list of portfolios.
   * @throws DomainError `portfolio.not_found`, `portfolio.busy`
   */
  async list(owner: Owner, portfolioId: string): Promise<ListedIssue[]> {
    const book = await this.books.of(owner, portfolioId);
    const { read, figures } = book;
    const { portfolio } = read.ledger;
    const lockedYear = (await this.rows.locks(read.ledger)).at(-1)?.year ?? null;
    const [quality, dismissed, announced] = await Promise.all([
      this.qualityOf(owner, portfolioId),
      this.issues.dismissed(portfolio),
      this.announced.of(book, lockedYear),
    ]);
    const found = [
      ...ledgerIssues(read.entries, figures),
      ...splitIssues(read.entries, read.events, figures),
      ...basisIssues(read.entries, read.bases),
      ...dividendIssues(announced, read.accounts),
      ...priceIssues(quality, read.entries, new Set(figures.lots.map(({ symbol }) => symbol))),
    ];
    const once = new Map(found.toReversed().map((issue) => [issue.id, issue]));
    const listed = [...once.values()].map((issue) => ({
      ...withLockedAction(issue, lockedYear),
      dismissed: dismissed.has(issue.id),
    }));
    await this.issues.count(portfolio, listed.filter((issue) => !issue.dismissed).length);
    return listed;
  }

  /** @throws DomainError `portfolio.not_found`, `issue.not_found` */
  async setDismissed(
    owner: Owner,
    portfolioId: string,
    id: string,
    dismissed: boolean,
  ): Promise<ListedIssue> {
    const listed = (await this.list(owner, portfolioId)).find((issue) => issue.id === id);
    if (!listed) throw issueNotFound();
    const { ledger } = (await this.books.of(owner, portfolioId)).read;
    await (dismissed ? this.issues.dismiss(ledger.portfolio, id) : this.issues.restore(ledger.portfolio, id));
    await this.list(owner, portfolioId);
    return { ...listed, dismissed };
  }

  private async qualityOf(owner: Owner, portfolioId: string): Promise<QualityDto> {
    const { packed } = await this.performances.answer(owner, portfolioId, {});
    return (JSON.parse((await unpacked(await packed())).toString()) as Performance).quality;
  }
}
