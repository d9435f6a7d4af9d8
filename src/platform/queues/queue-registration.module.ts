import { BullModule } from '@nestjs/bullmq';
import { DynamicModule, Module } from '@nestjs/common';
import { Producer } from './producer';
import { QueueCatalogue } from './queue-catalogue';

/** How a feature makes its queue known: it gets the producer, and the board and the metrics show the queue. */
@Module({})
export class QueueRegistrationModule {}

/**
 * Registers the queue of a feature, in a module that API and workers have both: an API that only orders jobs, or knows
 * nothing of them, shows the queue as well.
 */
export function registerQueue(name: string): DynamicModule {
  // The module takes the class that is set when a queue is registered.
  BullModule.queueClass = Producer;
  const producer = BullModule.registerQueue({ name });
  return {
    module: QueueRegistrationModule,
    imports: [producer],
    providers: [
      {
        provide: `queue ${name} in the catalogue`,
        inject: [QueueCatalogue],
        useFactory: (catalogue: QueueCatalogue) => catalogue.add(name),
      },
    ],
    exports: [producer],
  };
}
