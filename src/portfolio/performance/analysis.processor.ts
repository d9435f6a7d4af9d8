import { Processor } from '@nestjs/bullmq';
import { OnApplicationBootstrap } from '@nestjs/common';
import { Job } from 'bullmq';
import { DomainError } from '../../common/errors/domain-error';
import { asOwner } from '../../common/identity/owner';
import { DrainingProcessor } from '../../platform/queues/draining-processor';
import { CONSUMERS } from '../../platform/queues/queues.module';
import { DividendBooking } from '../dividends/dividend-booking';
import { IssuesService } from '../issues/issues.service';
import { LedgerUpkeep } from '../ledger/changes/ledger-upkeep';
import { withoutHurry } from '../../market/providers/call-purpose';
import {
  ANALYSIS_QUEUE,
  AnalysisPayload,
  AnalysisQueue,
  LEDGER_UPKEEP,
  SplitPayload,
} from './analysis.queue';
import { PerformanceService } from './performance.service';

/** Analyses a changed portfolio over its whole life, as a dashboard asks for first, and counts its issues. */
@Processor({ name: ANALYSIS_QUEUE, configKey: CONSUMERS })
export class AnalysisProcessor
  extends DrainingProcessor<AnalysisPayload | SplitPayload>
  implements OnApplicationBootstrap
{
  constructor(
    private readonly queue: AnalysisQueue,
    private readonly upkeep: LedgerUpkeep,
    private readonly dividends: DividendBooking,
    private readonly performance: PerformanceService,
    private readonly issues: IssuesService,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.queue.keepUpkeep();
  }

  protected handle({ name, data }: Job<AnalysisPayload | SplitPayload>): Promise<void> {
    if (name === LEDGER_UPKEEP) return this.upkeep.run();
    return withoutHurry(() => ('symbol' in data ? this.upkeep.split([data.symbol]) : this.analyse(data)));
  }

  private async analyse({ portfolio_id, user_id }: AnalysisPayload): Promise<void> {
    try {
      const owner = asOwner(user_id);
      // Brings the history of its symbols, and with it their splits and dividends.
      await this.performance.answer(owner, portfolio_id, {});
      await this.upkeep.refreshLots(owner, portfolio_id);
      await this.dividends.book(owner, portfolio_id);
      await this.issues.list(owner, portfolio_id);
    } catch (error) {
      const wasDeleted = error instanceof DomainError && error.kind === 'not_found';
      if (!wasDeleted) throw error;
    }
  }
}
