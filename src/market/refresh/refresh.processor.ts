import { Processor } from '@nestjs/bullmq';
import { CorrelatedPayload, DrainingProcessor } from '../../platform/queues/draining-processor';
import { CONSUMERS } from '../../platform/queues/queues.module';
import { REFRESH_QUEUE } from './refresh.queue';
import { RefreshService } from './refresh.service';

@Processor({ name: REFRESH_QUEUE, configKey: CONSUMERS })
export class RefreshProcessor extends DrainingProcessor<CorrelatedPayload> {
  constructor(private readonly refresher: RefreshService) {
    super();
  }

  protected handle(): Promise<number> {
    return this.refresher.refresh();
  }
}
