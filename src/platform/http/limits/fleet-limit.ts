import { LRUCache } from 'lru-cache';
import { atMost } from '../../../common/at-most';
import { Counters } from './counters';

/** What a caller may still do in its running window. */
export interface RequestAllowance {
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

const LEASES = 50_000;
const LARGEST_LEASE = 1_000;
/** How far the ends of one window may lie apart, as told at different times over the network. */
const SAME_WINDOW_MS = 500;

/**
 * So many requests in a window for each key, summed over the fleet. A large limit is taken from Redis in small leases, so
 * that most requests need no round trip; together the leases never exceed the limit.
 */
export class FleetLimit {
  private readonly leases = new LRUCache<string, Lease>(atMost(LEASES));
  private readonly renewals = new Map<string, Promise<void>>();
  private readonly leaseSize: number;
  /** a large lease is renewed when so many are left, so that nobody waits for the next */
  private readonly renewedAt: number;

  constructor(
    private readonly counters: Counters,
    private readonly name: string,
    private readonly limit: number,
    private readonly windowSeconds = 60,
  ) {
    this.leaseSize = Math.min(LARGEST_LEASE, Math.max(1, Math.floor(limit / 100)));
    this.renewedAt = Math.floor(this.leaseSize / 10);
  }

  /** @param cost how much one request takes; of a limit that is smaller, all of it */
  async take(key: string, cost = 1): Promise<RequestAllowance> {
    for (;;) {
      const leased = this.takeLeased(key, cost);
      if (leased) return leased;
      await this.renewed(key, cost);
    }
  }

  /** What `take` gives where the running lease covers it, without waiting. */
  takeLeased(key: string, cost = 1): RequestAllowance | undefined {
    const now = performance.now();
    const lease = this.leases.get(key);
    const wanted = Math.min(cost, this.limit);
    const covers = lease && lease.endsAt > now && (lease.left >= wanted || lease.remaining === 0);
    if (!covers) return undefined;
    const before = lease.left;
    const allowance = this.spend(lease, wanted, now);
    const isLow = before > this.renewedAt && lease.left <= this.renewedAt && lease.left > 0;
    if (isLow && lease.remaining > 0) void this.renewed(key);
    return allowance;
  }

  /** Settles when the key has a new lease. All who need it at once wait for one, or the others' would be lost. */
  private renewed(key: string, cost = 1): Promise<void> {
    const running = this.renewals.get(key);
    if (running) return running;
    const renewal = this.renew(key, Math.max(this.leaseSize, Math.min(cost, this.limit))).finally(() =>
      this.renewals.delete(key),
    );
    this.renewals.set(key, renewal);
    return renewal;
  }

  private async renew(key: string, amount: number): Promise<void> {
    const { count, msLeft } = await this.counters.add(`${this.name}:${key}`, amount, this.windowSeconds);
    const endsAt = performance.now() + msLeft;
    const gained = Math.max(0, Math.min(amount, this.limit - (count - amount)));
    this.leases.set(key, {
      left: gained + this.leftUntil(key, endsAt),
      remaining: Math.max(0, this.limit - count),
      endsAt,
    });
  }

  /** What the running lease still covers of the window that ends then; a window's rest ends with it. */
  private leftUntil(key: string, endsAt: number): number {
    const lease = this.leases.get(key);
    return lease && Math.abs(lease.endsAt - endsAt) < SAME_WINDOW_MS ? lease.left : 0;
  }

  private spend(lease: Lease, cost: number, now: number): RequestAllowance {
    const allowed = lease.left >= cost;
    if (allowed) lease.left -= cost;
    return {
      allowed,
      limit: this.limit,
      remaining: lease.left + lease.remaining,
      reset: Math.max(1, Math.ceil((lease.endsAt - now) / 1_000)),
    };
  }
}
