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
const LARGEST_LEASE = 1_000;

/**
 * So many requests a minute for each key, summed over the fleet. A large limit is taken from Redis in small leases, so
 * that most requests need no round trip; together the leases never exceed the limit.
 */
export class FleetLimit {
  private readonly leases = new LRUCache<string, Lease>({ max: LEASES });
  private readonly renewals = new Map<string, Promise<void>>();
  private readonly leaseSize: number;

  constructor(
    private readonly counters: Counters,
    private readonly name: string,
    private readonly limit: number,
  ) {
    this.leaseSize = Math.min(LARGEST_LEASE, Math.max(1, Math.floor(limit / 100)));
  }

  async take(key: string): Promise<Allowance> {
    for (;;) {
      const leased = this.takeLeased(key);
      if (leased) return leased;
      await this.renewed(key);
    }
  }

  /** What `take` gives where the running lease covers it, without waiting. */
  takeLeased(key: string): Allowance | undefined {
    const now = performance.now();
    const lease = this.leases.get(key);
    const covers = lease && lease.endsAt > now && (lease.left > 0 || lease.remaining === 0);
    return covers ? this.spend(lease, now) : undefined;
  }

  /** Settles when the key has a new lease. All who need it at once wait for one, or the others' would be lost. */
  private renewed(key: string): Promise<void> {
    const running = this.renewals.get(key);
    if (running) return running;
    const renewal = this.renew(key).finally(() => this.renewals.delete(key));
    this.renewals.set(key, renewal);
    return renewal;
  }

  private async renew(key: string): Promise<void> {
    const { count, msLeft } = await this.counters.add(`${this.name}:${key}`, this.leaseSize, WINDOW_SECONDS);
    this.leases.set(key, {
      left: Math.max(0, Math.min(this.leaseSize, this.limit - (count - this.leaseSize))),
      remaining: Math.max(0, this.limit - count),
      endsAt: performance.now() + msLeft,
    });
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
