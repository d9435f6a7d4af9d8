import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { MarketCache } from '../market-cache';
import { CallPurpose } from './market-data-provider';
import { ProviderError } from './provider-error';

/** What a provider allows, all processes of the installation together. */
export interface Allowance {
  perDay: number;
  perSecond: number;
}

/**
 * Takes one call, if the day and the second have one left. KEYS: the day's count, the second's count.
 * ARGV: calls a day for this purpose, calls a second. Returns the day's count, -1 for a full day, -2 for a full second.
 */
const TAKE = `
local day = tonumber(redis.call('GET', KEYS[1]) or '0')
if day >= tonumber(ARGV[1]) then return -1 end
if redis.call('INCR', KEYS[2]) > tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[2], 5) return -2 end
redis.call('EXPIRE', KEYS[2], 5)
day = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], 172800)
return day
`;

const WAIT_AT_MOST = 3;
const DAY = 86_400_000;

/** Counts calls in Redis for the whole fleet, over restarts. While Redis is away each process counts for itself. */
@Injectable()
export class CallBudget {
  private readonly own = new Map<string, number>();

  constructor(
    private readonly cache: MarketCache,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes one call, waiting a moment for the next second where this one is full.
   * @throws ProviderError `rate_limited` with the time of the next allowance
   */
  async take(provider: string, { perDay, perSecond }: Allowance, purpose: CallPurpose): Promise<void> {
    const share = purpose === 'demand' ? perDay : this.refreshShare(perDay);
    for (let attempt = 0; attempt <= WAIT_AT_MOST; attempt++) {
      const now = this.clock.now().getTime();
      const second = this.cache.key('calls', provider, `second-${Math.floor(now / 1_000)}`);
      const count =
        ((await this.cache.ask((redis) =>
          redis.eval(TAKE, 2, this.dayKey(provider), second, share, perSecond),
        )) as number | undefined) ?? this.countHere(provider, share);
      if (count === -1)
        throw new ProviderError('rate_limited', 'the day’s calls are used up', { retryAt: this.tomorrow() });
      if (count >= 0) {
        this.own.set(this.dayKey(provider), count);
        return;
      }
      await pause(1_000 - (now % 1_000) + Math.random() * 100);
    }
    const retryAt = new Date(this.clock.now().getTime() + 1_000);
    throw new ProviderError('rate_limited', 'too many calls at once', { retryAt });
  }

  /** The provider says that the day is over before our count does. */
  async exhaust(provider: string, { perDay }: Allowance): Promise<void> {
    this.own.set(this.dayKey(provider), perDay);
    await this.cache.ask((redis) => redis.set(this.dayKey(provider), perDay, 'PX', 2 * DAY));
  }

  async leftToday(provider: string, { perDay }: Allowance): Promise<number> {
    const counted = await this.cache.ask((redis) => redis.get(this.dayKey(provider)));
    const used = counted === undefined ? (this.own.get(this.dayKey(provider)) ?? 0) : Number(counted ?? 0);
    return Math.max(0, perDay - used);
  }

  /** When the next day's allowance begins: midnight UTC. */
  tomorrow(): Date {
    return new Date((Math.floor(this.clock.now().getTime() / DAY) + 1) * DAY);
  }

  /** Refreshing, which nobody waits for, gets half the day's calls, spread evenly over the day. */
  private refreshShare(perDay: number): number {
    const elapsed = (this.clock.now().getTime() % DAY) / DAY;
    return Math.max(1, Math.floor((perDay / 2) * elapsed));
  }

  private countHere(provider: string, share: number): number {
    const count = this.own.get(this.dayKey(provider)) ?? 0;
    return count >= share ? -1 : count + 1;
  }

  private dayKey(provider: string): string {
    return this.cache.key('calls', provider, this.clock.now().toISOString().slice(0, 10));
  }
}
