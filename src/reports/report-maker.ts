import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { PerformanceService } from '../portfolio/performance/performance.service';
import { PortfoliosService } from '../portfolio/portfolios.service';
import { UsersService } from '../users/users.service';
import type { ReportOrder } from './rendering/report-content';
import { Renderings } from './rendering/renderings';
import { Report } from './report';
import { ReportFiles } from './report-files';
import { ReportProgress } from './report-progress';
import { ReportWorkRepository } from './report-work.repository';

/** The attempt was taken over by another worker, or its report deleted: whatever it does no longer counts. */
export class AttemptLostError extends Error {
  override name = 'AttemptLostError';
}

/** Carries out one attempt: figures, file, completion. */
@Injectable()
export class ReportMaker {
  constructor(
    private readonly work: ReportWorkRepository,
    private readonly files: ReportFiles,
    private readonly progress: ReportProgress,
    private readonly portfolios: PortfoliosService,
    private readonly performances: PerformanceService,
    private readonly users: UsersService,
    private readonly renderings: Renderings,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AttemptLostError when it may not complete the report; it leaves no file then
   */
  async make(attempt: Report): Promise<void> {
    await this.advance(attempt, 10);
    const order = await this.orderOf(attempt);
    await this.advance(attempt, 50);
    const bytes = await this.renderings.render(order);
    await this.advance(attempt, 80);
    await this.store(attempt, bytes);
  }

  private async store(attempt: Report, bytes: Uint8Array): Promise<void> {
    const fileId = latestFileOf(attempt);
    try {
      await this.files.write(fileId, attempt, bytes);
    } catch (error) {
      await this.files.erase([fileId]).catch(() => undefined);
      throw error;
    }
    // Should the answer be lost, the report may be completed all the same: then its file must stay.
    if (await this.work.complete(attempt, bytes.byteLength)) return;
    await this.files.erase([fileId]);
    throw new AttemptLostError();
  }

  private async orderOf({ user_id, portfolio_id, type, format, from, to }: Report): Promise<ReportOrder> {
    const owner = { userId: user_id, isSuperuser: false };
    const window = { from: from ?? undefined, to: to ?? undefined };
    const [portfolio, { packed }, user] = await Promise.all([
      this.portfolios.get(owner, portfolio_id),
      this.performances.answer(owner, portfolio_id, window),
      this.users.get(user_id),
    ]);
    return {
      type,
      format,
      title: portfolio.name,
      prepared_for: user.full_name,
      generated_at: this.clock.now().toISOString(),
      performance: await packed(),
    };
  }

  private async advance(attempt: Report, progress: number): Promise<void> {
    if (!(await this.work.advance(attempt, progress))) throw new AttemptLostError();
    this.progress.show({ ...attempt, progress });
  }
}

function latestFileOf({ id, file_ids }: Report): string {
  const fileId = file_ids.at(-1);
  if (!fileId) throw new Error(`report ${id} was not claimed`);
  return fileId;
}
