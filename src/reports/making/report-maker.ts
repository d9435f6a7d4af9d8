import { Injectable } from '@nestjs/common';
import { asOwner } from '../../common/identity/owner';
import { StorageQuota } from '../../platform/quotas/storage-quota';
import { AccountsService } from '../../portfolio/accounts/accounts.service';
import { StatementsService } from '../../portfolio/statements/statements.service';
import { ReportFigures } from '../figures/report-figures';
import type { RenderingOrder } from '../rendering/report-content';
import { Renderings } from '../rendering/renderings';
import { isStatement, Report } from '../report';
import { ReportFiles } from '../files/report-files';
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
    private readonly accounts: AccountsService,
    private readonly statements: StatementsService,
    private readonly figures: ReportFigures,
    private readonly renderings: Renderings,
    private readonly storage: StorageQuota,
  ) {}

  /**
   * @throws AttemptLostError when it may not complete the report; it leaves no file then
   * @throws DomainError `storage.full`, and what makes its figures impossible
   */
  async make(attempt: Report): Promise<void> {
    await this.advance(attempt, 10);
    const order = await this.orderOf(attempt);
    await this.advance(attempt, 50);
    const bytes = await this.renderings.render(order);
    await this.advance(attempt, 80);
    await this.storage.adding(attempt.user_id, bytes.byteLength, () => this.store(attempt, bytes));
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

  private async orderOf(report: Report): Promise<RenderingOrder> {
    const { user_id, portfolio_id, type, format, from, to } = report;
    const owner = asOwner(user_id);
    const account =
      report.account === null ? undefined : await this.accounts.get(owner, portfolio_id, report.account);
    if (isStatement(type)) {
      const statement = await this.statements.within(owner, portfolio_id, { from, to, account });
      return { type, format, from, to, statement };
    }
    return { type, format, ...(await this.figures.of(report, account)) };
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
