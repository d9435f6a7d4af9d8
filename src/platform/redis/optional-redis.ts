import { OnApplicationShutdown } from '@nestjs/common';
import { withDeadline } from '../../common/deadline';
import { RedisClient } from './redis-client';
import { RedisConnections } from './redis-connections';

const DEADLINE_MS = 400;
const PROBE_EVERY_MS = 500;

/**
 * Redis as something that may be missing: a question it does not answer in time is answered by `undefined`, and from
 * then on nobody waits for it until a probe in the background was answered again. So a frozen Redis costs one
 * deadline, not one for every request. The keys of one purpose lie on one node of a cluster, so each purpose has its own.
 */
export class OptionalRedis implements OnApplicationShutdown {
  private answering = true;
  private probe?: NodeJS.Timeout;
  private readonly onReturns: (() => void)[] = [];

  constructor(
    private readonly redis: RedisConnections,
    private readonly purpose: string,
  ) {}

  async ask<T>(question: (redis: RedisClient) => Promise<T>): Promise<T | undefined> {
    if (!this.answering) return undefined;
    try {
      return await withDeadline(question(this.redis.commands), DEADLINE_MS, 'Redis');
    } catch {
      this.suspect();
      return undefined;
    }
  }

  key(...parts: string[]): string {
    return this.redis.key(this.purpose, ...parts);
  }

  /** Told when Redis answers again, before anybody asks it anything else. */
  onReturn(listener: () => void): void {
    this.onReturns.push(listener);
  }

  onApplicationShutdown(): void {
    clearInterval(this.probe);
  }

  private suspect(): void {
    if (!this.answering) return;
    this.answering = false;
    this.probe = setInterval(() => void this.tryAgain(), PROBE_EVERY_MS);
    this.probe.unref();
  }

  /** Asks for a key, since in a cluster another node's answer says nothing about the one that keeps ours. */
  private async tryAgain(): Promise<void> {
    try {
      await withDeadline(this.redis.commands.exists(this.key('probe')), DEADLINE_MS, 'Redis');
    } catch {
      return;
    }
    clearInterval(this.probe);
    this.answering = true;
    for (const listener of this.onReturns) listener();
  }
}
