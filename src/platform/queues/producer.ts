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
