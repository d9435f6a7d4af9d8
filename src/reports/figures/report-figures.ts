import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { asOwner } from '../../common/identity/owner';
import { StorageQuota } from '../../platform/quotas/storage-quota';
import type { Account } from '../../portfolio/accounts/account';
import { LocksService } from '../../portfolio/locks/locks.service';
import type { PackedJson } from '../../portfolio/performance/computing/packed-json';
import { FinalPerformances } from '../../portfolio/performance/final-performances';
import { PerformanceService } from '../../portfolio/performance/performance.service';
import { portfolioNotFound } from '../../common/identity/portfolio-access';
import { PortfoliosService } from '../../portfolio/portfolios.service';
import { UsersService } from '../../users/users.service';
import type { PackedFigures } from '../rendering/report-content';
import { Report, titleOf } from '../report';
import { LockedFiguresRepository, LockedWindow } from './locked-figures.repository';

/**
 * What reports of figures say. Of a window that lies in locked years it is kept when the first is made, for all types
 * and formats, and said again from then on, whatever prices, rates and splits become.
 */
@Injectable()
export class ReportFigures {
  constructor(
    private readonly locked: LockedFiguresRepository,
    private readonly locks: LocksService,
    private readonly performances: PerformanceService,
    private readonly finals: FinalPerformances,
    private readonly portfolios: PortfoliosService,
    private readonly users: UsersService,
    private readonly storage: StorageQuota,
    private readonly clock: Clock,
  ) {}

  /**
   * @param account the only one that counts; all when left out
   * @throws DomainError `portfolio.not_found`, `validation.failed`, `portfolio.busy`, `storage.full`
   */
  async of(report: Report, account: Account | undefined): Promise<PackedFigures> {
    const { user_id, portfolio_id, from, to } = report;
    if (to === null || !(await this.locks.hold(asOwner(user_id), portfolio_id, to)))
      return this.current(report, account);
    const window = { user_id, portfolio_id, account: report.account, from, to };
    return (await this.locked.find(window)) ?? this.first(window, report, account);
  }

  private async first(
    window: LockedWindow,
    report: Report,
    account: Account | undefined,
  ): Promise<PackedFigures> {
    const [owner, part] = partOf(report, account);
    const { packed, isFinal } = await this.finals.answer(owner, window.portfolio_id, part);
    const figures = await this.figuresOf(report, account, packed);
    if (!isFinal) return figures;
    const keep = () => this.locked.keep(window, figures);
    const kept = await this.storage.adding(window.user_id, figures.performance.byteLength, keep);
    await this.refuseDeleted(window);
    return kept;
  }

  private async current(report: Report, account: Account | undefined): Promise<PackedFigures> {
    const [owner, part] = partOf(report, account);
    const { packed } = await this.performances.answer(owner, report.portfolio_id, part);
    return this.figuresOf(report, account, await packed());
  }

  private async figuresOf(
    { user_id, portfolio_id }: Report,
    account: Account | undefined,
    performance: PackedJson,
  ): Promise<PackedFigures> {
    const [portfolio, user] = await Promise.all([
      this.portfolios.head(asOwner(user_id), portfolio_id),
      this.users.get(user_id),
    ]);
    return {
      title: titleOf(portfolio, account),
      prepared_for: user.full_name,
      generated_at: this.clock.now().toISOString(),
      performance,
    };
  }

  /** Of a portfolio that was deleted meanwhile nothing may be left hanging. */
  private async refuseDeleted({ user_id, portfolio_id }: LockedWindow): Promise<void> {
    if ((await this.portfolios.ownerOf(portfolio_id)) === user_id) return;
    await this.locked.removeOf({ id: portfolio_id, user_id });
    throw portfolioNotFound();
  }
}

function partOf({ user_id, from, to }: Report, account: Account | undefined) {
  const part = { from: from ?? undefined, to: to ?? undefined, account: account?.id };
  return [asOwner(user_id), part] as const;
}
