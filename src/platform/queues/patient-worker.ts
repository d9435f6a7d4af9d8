import { Processor, Worker, WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';

const consumerConnections = new WeakMap<object, Redis>();

/** Lets the workers of queues that produce through one connection consume through another. */
export function consumeThrough(producer: Redis, consumer: Redis): Redis {
  consumerConnections.set(producer, consumer);
  return producer;
}

/**
 * Nest gives a worker the connection of the queue of its name, and so one that refuses commands while Redis is away:
 * such a worker spins through an outage and never comes back. This one takes the patient connection instead.
 */
export class PatientWorker extends Worker {
  constructor(name: string, processor: string | URL | null | Processor | undefined, options: WorkerOptions) {
    const { connection } = options;
    super(name, processor, { ...options, connection: consumerConnections.get(connection) ?? connection });
  }
}
