import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { withDeadline } from '../../../common/deadline';
import { RedisConnections } from '../../redis/redis-connections';

const DEADLINE_MS = 250;
const PAUSE_MS = 1_000;
/** Here a counter only counts; what is too many is for who asks. */
const UNLIMITED = { points: Number.MAX_SAFE_INTEGER, duration: 60 };

export interface Count {
  /** after this addition */
  count: number;
  /** until the counter starts again from nothing */
  msLeft: number;
}

/**
 * Counters that expire, shared by the fleet through Redis. While Redis is away or does not answer in time, this
 * process counts for itself and asks again once a second, so that a frozen one delays next to nobody.
 */
@Injectable()
export class Counters {
  private readonly shared: RateLimiterRedis;
  private readonly own = new RateLimiterMemory(UNLIMITED);
  private silent = false;
  private askAgainAt = 0;

  constructor(private readonly redis: RedisConnections) {
    this.shared = new RateLimiterRedis({
      storeClient: redis.commands,
      keyPrefix: redis.key('limit'),
      ...UNLIMITED,
      rejectIfRedisNotReady: true,
    });
  }

  /** Adds to a counter that lives `seconds` from its first addition. */
  async add(key: string, amount: number, seconds: number): Promise<Count> {
    const options = { customDuration: seconds };
    const { consumedPoints, msBeforeNext } = await this.either(
      () => this.shared.penalty(key, amount, options),
      () => this.own.penalty(key, amount, options),
    );
    return { count: consumedPoints, msLeft: msBeforeNext };
  }

  /** Several in one step: they have one slot of a Redis Cluster. */
  async clear(...keys: string[]): Promise<void> {
    await this.either(
      () => this.redis.commands.del(keys.map((key) => this.shared.getKey(key))),
      () => Promise.all(keys.map((key) => this.own.delete(key))),
    );
  }

  private async either<Shared, Own>(
    shared: () => Promise<Shared>,
    own: () => Promise<Own>,
  ): Promise<Shared | Own> {
    if (this.silent && performance.now() < this.askAgainAt) return own();
    // While it was silent, one question at a time finds out whether it is back; nobody else waits for that.
    this.askAgainAt = performance.now() + PAUSE_MS;
    try {
      const answer = await withDeadline(shared(), DEADLINE_MS, 'Redis');
      this.silent = false;
      return answer;
    } catch {
      this.silent = true;
      return own();
    }
  }
}
