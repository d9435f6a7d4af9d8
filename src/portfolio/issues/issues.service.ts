import { Injectable } from '@nestjs/common';
import { Owner } from '../../common/identity/owner';
import type { QualityDto } from '../dto/quality.dto';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import type { Performance } from '../performance/computing/compute-performance';
import { unpacked } from '../performance/computing/packed-json';
import { PerformanceService } from '../performance/performance.service';
import { basisIssues } from './basis-issues';
import type { DividendProposal } from './dividend-proposals';
import { dividendProposals } from './dividend-proposals';
import type { Issue } from './issue';
import { issueNotFound } from './issues.errors';
import { IssuesRepository } from './issues.repository';
import { ledgerIssues } from './ledger-issues';
import { priceIssues } from './price-issues';
import { splitIssues } from './split-issues';

export type ListedIssue = Issue & { dismissed: boolean };

/** What the owner of a ledger should look at. */
@Injectable()
export class IssuesService {
  constructor(
    private readonly books: LedgerBooks,
    private readonly performances: PerformanceService,
    private readonly issues: IssuesRepository,
  ) {}

  /**
   * In no particular order; also counts the open ones for the list of portfolios.
   * @throws DomainError `portfolio.not_found`, `portfolio.busy`
   */
  async list(owner: Owner, portfolioId: string): Promise<ListedIssue[]> {
    const { read, figures } = await this.books.of(owner, portfolioId);
    const { portfolio } = read.ledger;
    const [quality, dismissed] = await Promise.all([
      this.qualityOf(owner, portfolioId),
      this.issues.dismissed(portfolio),
    ]);
    const found = [
      ...ledgerIssues(read.entries, figures),
      ...splitIssues(read.entries, read.events),
      ...basisIssues(read.entries, read.bases),
      ...dividendProposals(figures, read.accounts, read.entries).map(asIssue),
      ...priceIssues(quality, read.entries, new Set(figures.lots.map(({ symbol }) => symbol))),
    ];
    const listed = found.map((issue) => ({ ...issue, dismissed: dismissed.has(issue.id) }));
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

function asIssue({ key, account, line }: DividendProposal): Issue {
  const { symbol, amount, currency, date } = line;
  return {
    id: key,
    code: 'dividend.proposed',
    severity: 'info',
    symbol,
    account_id: account.id,
    date,
    transaction_ids: [],
    message: `${symbol} paid ${amount} ${currency} for what ${account.name} held before ${date}, and no line tells it.`,
    action: 'Post the proposal, with the tax that was withheld, or dismiss it.',
    proposal: line,
  };
}
