import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Job, Processor, Worker, WorkerOptions } from 'bullmq';
import { withDeadline } from '../../common/deadline';
import { RedisClient } from '../redis/redis-client';

/** How long jobs may go on once the process is leaving: with the pause of a leaving API, still within its 14 seconds. */
const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 250;
const ANSWER_WITHIN = 1_000;

const consumerConnections = new WeakMap<object, RedisClient>();

/** Lets the workers of queues that produce through one connection consume through another. */
export function consumeThrough(producer: RedisClient, consumer: RedisClient): RedisClient {
  consumerConnections.set(producer, consumer);
  return producer;
}

/**
 * Nest gives a worker the connection of the queue of its name, and so one that refuses commands while Redis is away:
 * such a worker spins through an outage and never comes back. This one takes the patient connection instead.
 */
export class PatientWorker extends Worker {
  private readonly logger = new Logger(PatientWorker.name);
  private readonly redis: RedisClient;
  private handling = 0;
  private leaving: Promise<void> | undefined;

  constructor(name: string, processor: string | URL | null | Processor | undefined, options: WorkerOptions) {
    const redis = consumerConnections.get(options.connection) ?? (options.connection as RedisClient);
    super(name, processor, { ...options, connection: redis });
    this.redis = redis;
  }

  /**
   * Takes no more jobs and finishes those it has; then the queue has to be told, which a patient connection would wait
   * to do for as long as Redis is away. So it goes without, too: what the queue was not told, another worker does again.
   */
  override close(force = false): Promise<void> {
    this.leaving ??= this.leave(super.close(force));
    return this.leaving;
  }

  protected override async callProcessJob(job: Job, token: string, signal?: AbortSignal): Promise<unknown> {
    this.handling += 1;
    try {
      return (await super.callProcessJob(job, token, signal)) as unknown;
    } finally {
      this.handling -= 1;
    }
  }

  private async leave(closing: Promise<void>): Promise<void> {
    const closed = closing.then(() => true);
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await Promise.race([closed, pause(LOOK_EVERY_MS, false, { ref: false })]))) {
      const late = performance.now() > deadline;
      if (!late && (this.handling > 0 || (await this.redisAnswers()))) continue;
      this.logger.warn(
        `${this.name}: leaves ${late ? 'its running jobs' : 'without Redis'} to other workers`,
      );
      return;
    }
  }

  private async redisAnswers(): Promise<boolean> {
    if (this.redis.status !== 'ready') return false;
    return withDeadline(this.redis.ping(), ANSWER_WITHIN, 'Redis').then(
      () => true,
      () => false,
    );
  }
}
