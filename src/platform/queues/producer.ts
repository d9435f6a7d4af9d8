import { BullModule } from '@nestjs/bullmq';
import { Queue, QueueOptions } from 'bullmq';

/**
 * A queue whose connection errors are heard from its first moment: BullMQ prints those that nobody hears past the log, at
 * each attempt, while the connection that producers share reports an outage once.
 */
export class Producer extends Queue {
  constructor(name: string, options?: QueueOptions) {
    super(name, options);
    this.on('error', () => undefined);
  }
}

/** Gives a feature's module the producer of its queue. */
export function registerQueue(name: string) {
  // The module takes the class that is set when a queue is registered.
  BullModule.queueClass = Producer;
  return BullModule.registerQueue({ name });
}
