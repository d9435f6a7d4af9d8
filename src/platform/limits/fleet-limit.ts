import { LRUCache } from 'lru-cache';
import { Counters } from './counters';

/** What a caller may still do in its running minute. */
export interface Allowance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** seconds until the whole limit is there again */
  reset: number;
}

interface Lease {
  left: number;
  remaining: number;
  endsAt: number;
}

const WINDOW_SECONDS = 60;
const LEASES = 50_000;

/**
 * So many requests a minute for each key, summed over the fleet. A large limit is taken from Redis in small leases, so
 * that most requests need no round trip; together the leases never exceed the limit.
 */
export class FleetLimit {
  private readonly leases = new LRUCache<string, Lease>({ max: LEASES });
  private readonly leaseSize: number;

  constructor(
    private readonly counters: Counters,
    private readonly name: string,
    private readonly limit: number,
  ) {
    this.leaseSize = Math.min(50, Math.max(1, Math.floor(limit / 100)));
  }

  async take(key: string): Promise<Allowance> {
    const now = performance.now();
    const lease = this.leases.get(key);
    if (lease && lease.endsAt > now && (lease.left > 0 || lease.remaining === 0))
      return this.spend(lease, now);
    const { count, msLeft } = await this.counters.add(`${this.name}:${key}`, this.leaseSize, WINDOW_SECONDS);
    const fresh = {
      left: Math.max(0, Math.min(this.leaseSize, this.limit - (count - this.leaseSize))),
      remaining: Math.max(0, this.limit - count),
      endsAt: performance.now() + msLeft,
    };
    this.leases.set(key, fresh);
    return this.spend(fresh, now);
  }

  private spend(lease: Lease, now: number): Allowance {
    const allowed = lease.left > 0;
    if (allowed) lease.left -= 1;
    return {
      allowed,
      limit: this.limit,
      remaining: lease.left + lease.remaining,
      reset: Math.max(1, Math.ceil((lease.endsAt - now) / 1_000)),
    };
  }
}
