import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { StoresIndicator } from './stores.indicator';

/** What readiness knows, for Prometheus: also of a part that the process goes on without. */
@Injectable()
export class PartMetrics {
  constructor(registry: Registry, stores: StoresIndicator) {
    new Gauge({
      name: 'tickfolio_part_up',
      help: 'Whether a part that this process works with answers as it should: 1 or 0.',
      labelNames: ['part'],
      registers: [registry],
      async collect() {
        const parts = await Promise.all([stores.mongodb(), stores.redisAnswers(), stores.queues()]);
        for (const [part, state] of parts.flatMap((part) => Object.entries(part))) {
          this.set({ part }, state.status === 'up' ? 1 : 0);
        }
      },
    });
  }
}
