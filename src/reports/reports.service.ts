import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail';
import { Identity } from '../common/identity/identity';
import { Owner } from '../common/identity/owner';
import { Page, PageRequest } from '../common/paging/cursor';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { validationFailed } from '../common/errors/http.errors';
import { StorageQuota } from '../platform/quotas/storage-quota';
import { currentCorrelation } from '../platform/observability/logging/correlation';
import { Account } from '../portfolio/accounts/account';
import { AccountsService } from '../portfolio/accounts/accounts.service';
import { PortfolioHead } from '../portfolio/portfolio';
import { portfolioNotFound } from '../common/identity/portfolio-access';
import { PortfoliosService } from '../portfolio/portfolios.service';
import { OrderReportDto } from './dto/order-report.dto';
import { Report, titleOf } from './report';
import { ReportSettlement } from './making/report-settlement';
import { ReportTurns } from './making/report-turns';
import { reportNotFailed, reportNotFound, reportOfAnother, tooManyUnfinished } from './reports.errors';
import { ReportsQueue } from './making/reports.queue';
import { ReportFilter, ReportsRepository } from './reports.repository';

const MOST_UNFINISHED = 100;

export type ReportsQuery = PageRequest & ReportFilter;

/** Ordering, reading and deleting reports. */
@Injectable()
export class ReportsService {
  private readonly logger = new Logger(ReportsService.name);

  constructor(
    private readonly reports: ReportsRepository,
    private readonly queue: ReportsQueue,
    private readonly turns: ReportTurns,
    private readonly portfolios: PortfoliosService,
    private readonly accounts: AccountsService,
    private readonly settlement: ReportSettlement,
    private readonly storage: StorageQuota,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * The order is in the database when this returns; whether Redis took it too does not matter.
   * @param id of the report; one that was ordered under it before is given again
   * @throws DomainError `portfolio.not_found`, `account.not_found`, `report.of_another_user`, `report.too_many_unfinished`,
   * `storage.full`, `validation.failed`
   */
  async order(identity: Identity, order: OrderReportDto, id: string): Promise<Report> {
    const { type, format, from = null, to = null, notify = true } = order;
    this.checkWindow(from, to);
    const portfolio = await this.portfolioOf(identity, order);
    const account = await this.accountOf(identity, portfolio, order);
    await this.storage.refuseFull(portfolio.user_id);
    const { request_id = null, traceparent = null } = currentCorrelation() ?? {};
    const content = {
      user_id: portfolio.user_id,
      ordered_by: portfolio.user_id === identity.userId ? null : identity.userId,
      portfolio_id: portfolio.id,
      account: account?.id ?? null,
      title: titleOf(portfolio, account),
      type,
      format,
      from,
      to,
      notify,
      request_id,
      traceparent,
    };
    const report = await this.reports.create(id, content, MOST_UNFINISHED);
    if (!report) throw tooManyUnfinished();
    await this.turns.join(report);
    await this.note('report.ordered_for_another', identity, report);
    return report;
  }

  /** @throws DomainError `report.not_found` */
  async get(owner: Owner, id: string): Promise<Report> {
    const report = await this.reports.find(owner, id);
    if (!report) throw reportNotFound();
    return report;
  }

  /** @throws DomainError `report.of_another_user` */
  async page(owner: Owner, userId: string, query: ReportsQuery): Promise<Page<Report>> {
    if (userId !== owner.userId && !owner.isSuperuser) throw reportOfAnother();
    return this.reports.page(owner, { ...query, user_id: userId }, query);
  }

  /** Everybody's, or those of one user, portfolio or status. */
  pageOfAll(superuser: Owner, query: ReportsQuery): Promise<Page<Report>> {
    return this.reports.page(superuser, query, query);
  }

  /**
   * Orders a failed report once more.
   * @throws DomainError `report.not_found`, `report.not_failed`, `report.too_many_unfinished`, `storage.full`
   */
  async retry(identity: Identity, id: string): Promise<Report> {
    const failed = await this.get(identity, id);
    if (failed.status !== 'failed') throw reportNotFailed();
    await this.storage.refuseFull(failed.user_id);
    const report = await this.reports.revive(failed, MOST_UNFINISHED);
    if (report === 'no_place') throw tooManyUnfinished();
    if (!report) throw reportNotFailed();
    await this.queue.forget(report).catch(() => undefined);
    await this.turns.join(report);
    await this.note('report.retried_for_another', identity, report);
    return report;
  }

  /**
   * Hides the report. The attempt that is making it notices and leaves no file; without one the file goes now.
   * @throws DomainError `report.not_found`
   */
  async delete(owner: Owner, id: string): Promise<void> {
    const report = await this.reports.markDeleted(owner, id);
    if (!report) throw reportNotFound();
    if (report.status === 'running') return;
    await this.turns.advance(report.user_id);
    await this.settlement
      .settle(id)
      .catch((error: unknown) =>
        this.logger.warn(`files of report ${id} wait for the supervisor: ${String(error)}`),
      );
  }

  /** The portfolio that an order is for, where the caller may order for its owner. */
  private async portfolioOf(
    identity: Identity,
    { portfolio_id, user_id }: OrderReportDto,
  ): Promise<PortfolioHead> {
    const named = user_id?.toLowerCase();
    if (named !== undefined && named !== identity.userId && !identity.isSuperuser) throw reportOfAnother();
    const portfolio = await this.portfolios.head(identity, portfolio_id.toLowerCase());
    if (named !== undefined && named !== portfolio.user_id) throw portfolioNotFound();
    return portfolio;
  }

  private accountOf(
    identity: Identity,
    { id }: PortfolioHead,
    { account }: OrderReportDto,
  ): Promise<Account> | undefined {
    return account === undefined ? undefined : this.accounts.get(identity, id, account.toLowerCase());
  }

  /** What administrators do to the reports of others is on record. */
  private async note(
    action: 'report.ordered_for_another' | 'report.retried_for_another',
    identity: Identity,
    report: Report,
  ): Promise<void> {
    if (report.user_id === identity.userId) return;
    const { id, user_id, portfolio_id, type, format } = report;
    await this.audit.record({
      action,
      actor_id: identity.userId,
      target: { kind: 'report', id },
      user_id,
      facts: { portfolio_id, type, format },
    });
  }

  private checkWindow(from: string | null, to: string | null): void {
    const today = calendarDayOf(this.clock.now());
    if (to && to > today) throw validationFailed([{ field: 'to', message: 'to must not be in the future' }]);
    const last = to ?? today;
    if (from && from > last) {
      throw validationFailed([{ field: 'from', message: `from must not be after to (${last})` }]);
    }
  }
}
