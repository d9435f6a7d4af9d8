import { Injectable } from '@nestjs/common';
import { ThrottlerStorage } from '@nestjs/throttler';
import { Counters } from './counters';
import { RequestAllowance, FleetLimit } from './fleet-limit';

export interface Hits extends Awaited<ReturnType<ThrottlerStorage['increment']>> {
  /** what the caller has left; less than what was asked for where it is blocked */
  remaining: number;
}

/** Counts for the throttler: each of its limits is a fleet limit, whose leases save most requests the way to Redis. */
@Injectable()
export class FleetThrottlerStorage implements ThrottlerStorage {
  private readonly limits = new Map<string, FleetLimit>();

  constructor(private readonly counters: Counters) {}

  /** @param ttl milliseconds. @param cost how much of the limit the request takes */
  async increment(
    key: string,
    ttl: number,
    limit: number,
    _block: number,
    throttler: string,
    cost = 1,
  ): Promise<Hits> {
    return toHits(await this.limitOf(throttler, limit, ttl).take(key, cost));
  }

  /** What `increment` gives where the key's lease lets it pass, without waiting; nothing is counted otherwise. */
  incrementLeased(key: string, ttl: number, limit: number, throttler: string, cost = 1): Hits | undefined {
    const allowance = this.limitOf(throttler, limit, ttl).takeLeased(key, cost);
    return allowance?.allowed ? toHits(allowance) : undefined;
  }

  /** The limit that counts for a throttler, for who asks it many times. @param ttl milliseconds */
  limitOf(throttler: string, limit: number, ttl: number): FleetLimit {
    const name = `${throttler}:${limit}:${ttl}`;
    const known = this.limits.get(name);
    if (known) return known;
    const made = new FleetLimit(this.counters, throttler, limit, ttl / 1_000);
    this.limits.set(name, made);
    return made;
  }
}

function toHits({ allowed, limit, remaining, reset }: RequestAllowance): Hits {
  return {
    remaining,
    totalHits: allowed ? limit - remaining : limit + 1,
    timeToExpire: reset,
    isBlocked: !allowed,
    timeToBlockExpire: allowed ? 0 : reset,
  };
}
