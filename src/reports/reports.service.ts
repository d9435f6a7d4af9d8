import { Injectable, Logger } from '@nestjs/common';
import { Identity } from '../common/identity/identity';
import { Owner } from '../common/identity/owner';
import { Page } from '../common/paging/cursor';
import { PageQuery } from '../common/paging/page-query.dto';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { validationFailed } from '../common/errors/validation.pipe';
import { currentCorrelation } from '../platform/logging/correlation';
import { PortfoliosService } from '../portfolio/portfolios.service';
import { OrderReport } from './dto/order-report.dto';
import { Report } from './report';
import { ReportSettlement } from './report-settlement';
import { reportNotFound, reportOfAnother, tooManyUnfinished } from './reports.errors';
import { ReportsQueue } from './reports.queue';
import { ReportsRepository } from './reports.repository';

const MOST_UNFINISHED = 100;

/** Ordering, reading and deleting reports. */
@Injectable()
export class ReportsService {
  private readonly logger = new Logger(ReportsService.name);

  constructor(
    private readonly reports: ReportsRepository,
    private readonly queue: ReportsQueue,
    private readonly portfolios: PortfoliosService,
    private readonly settlement: ReportSettlement,
    private readonly clock: Clock,
  ) {}

  /**
   * The order is in the database when this returns; whether Redis took it too does not matter.
   * @param id of the report; one that was ordered under it before is given again
   */
  async order(identity: Identity, order: OrderReport, id: string): Promise<Report> {
    const { type, format, from = null, to = null, notify = true } = order;
    this.checkWindow(from, to);
    const owner = beneficiary(identity, order.user_id?.toLowerCase());
    const portfolio = await this.portfolios.get(owner, order.portfolio_id.toLowerCase());
    if ((await this.reports.countUnfinished(owner.userId)) >= MOST_UNFINISHED) throw tooManyUnfinished();
    const { request_id = null, traceparent = null } = currentCorrelation() ?? {};
    const report = await this.reports.create(id, {
      user_id: owner.userId,
      portfolio_id: portfolio.id,
      title: portfolio.name,
      type,
      format,
      from,
      to,
      notify,
      request_id,
      traceparent,
    });
    await this.queue.offer(report);
    return report;
  }

  /** @throws DomainError `report.not_found` */
  async get(owner: Owner, id: string): Promise<Report> {
    const report = await this.reports.find(owner, id);
    if (!report) throw reportNotFound();
    return report;
  }

  /** @throws DomainError `report.of_another_user` */
  async page(owner: Owner, userId: string, query: PageQuery): Promise<Page<Report>> {
    if (userId !== owner.userId && !owner.isSuperuser) throw reportOfAnother();
    return this.reports.page(owner, userId, query);
  }

  /**
   * Hides the report. The attempt that is making it notices and leaves no file; without one the file goes now.
   * @throws DomainError `report.not_found`
   */
  async delete(owner: Owner, id: string): Promise<void> {
    const report = await this.reports.markDeleted(owner, id);
    if (!report) throw reportNotFound();
    if (report.status === 'running') return;
    await this.settlement
      .settle(id)
      .catch((error: unknown) =>
        this.logger.warn(`files of report ${id} wait for the supervisor: ${String(error)}`),
      );
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

/** Whose portfolio an order is for: the caller's own, or the named user's when a superuser orders. */
function beneficiary(identity: Identity, userId = identity.userId): Owner {
  if (userId !== identity.userId && !identity.isSuperuser) throw reportOfAnother();
  return { userId, isSuperuser: false };
}
