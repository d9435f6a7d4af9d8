import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { currentCorrelation } from '../../platform/observability/logging/correlation';
import { OptionalRedis } from '../../platform/redis/optional-redis';
import { CallPurpose } from './call-purpose';
import { ProviderError } from './provider-error';
import { DAY_MS } from '../../common/calendar/day-length';

/** What a provider allows, all processes of the installation together. */
export interface CallAllowance {
  perDay: number;
  perSecond: number;
}

/**
 * Takes one call, if the day, the second and the account that asks have one left. KEYS: the day's count, the second's
 * count, the account's count of the day, if any. ARGV: calls a day for this purpose, calls a second for it, calls a day for
 * an account. Returns the day's count, -1 for a full day, -2 for a full second, -3 for an account that had its share.
 */
const TAKE = `
local day = tonumber(redis.call('GET', KEYS[1]) or '0')
if day >= tonumber(ARGV[1]) then return -1 end
if KEYS[3] and tonumber(redis.call('GET', KEYS[3]) or '0') >= tonumber(ARGV[3]) then return -3 end
if tonumber(redis.call('GET', KEYS[2]) or '0') >= tonumber(ARGV[2]) then return -2 end
redis.call('INCR', KEYS[2])
redis.call('EXPIRE', KEYS[2], 5)
day = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], 172800)
if KEYS[3] then
  redis.call('INCR', KEYS[3])
  redis.call('EXPIRE', KEYS[3], 172800)
end
return day
`;

const WAIT_AT_MOST = 3;
const SECOND_MS = 1_000;
/** Reads that wait go first in a second, but for every so many, so that they never keep others from a refresh for good. */
const REFRESH_FIRST_EVERY_SECONDS = 10;
/** What one account may have of a provider's day, unless the day is so small that sharing it helps nobody. */
const SHARE_OF_ACCOUNT = 1 / 4;
const LEAST_OF_ACCOUNT = 100;

/** Counts calls in Redis for the whole fleet, over restarts. While Redis is away each process counts for itself. */
@Injectable()
export class CallBudget {
  private readonly own = new Map<string, number>();

  constructor(
    private readonly redis: OptionalRedis,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes one call, waiting a moment for the next second where this one is full.
   * @throws ProviderError `rate_limited` with the time of the next allowance
   */
  async take(provider: string, { perDay, perSecond }: CallAllowance, purpose: CallPurpose): Promise<void> {
    const share = purpose === 'demand' ? perDay : this.refreshShare(perDay);
    // Reads that wait come first: what nobody waits for leaves them part of every second.
    const inSecond = purpose === 'demand' ? perSecond : Math.max(1, Math.floor(perSecond / 2));
    const account = currentCorrelation()?.user_id;
    for (let attempt = 0; attempt <= WAIT_AT_MOST; attempt++) {
      if (purpose === 'refresh') await this.readsGoFirst();
      const now = this.clock.now().getTime();
      const second = this.redis.key('calls', provider, `second-${Math.floor(now / SECOND_MS)}`);
      const count =
        (await this.ask(provider, second, account, [share, inSecond, shareOfAccount(perDay)])) ??
        this.countHere(provider, share);
      if (count === -3)
        throw new ProviderError('rate_limited', 'this account had its share of the day’s calls', {
          isOfAccount: true,
        });
      if (count === -1)
        throw new ProviderError('rate_limited', 'the day’s calls are used up', { retryAt: this.tomorrow() });
      if (count >= 0) {
        this.own.set(this.dayKey(provider), count);
        return;
      }
      await pause(SECOND_MS - (now % SECOND_MS) + Math.random() * 100);
    }
    const retryAt = new Date(this.clock.now().getTime() + SECOND_MS);
    throw new ProviderError('rate_limited', 'too many calls at once', { retryAt });
  }

  /** Waits for the second half of a second, where what reads have taken of it by then is not there for a refresh. */
  private async readsGoFirst(): Promise<void> {
    const now = this.clock.now().getTime();
    const untilHalf = SECOND_MS / 2 - (now % SECOND_MS);
    if (untilHalf > 0 && Math.floor(now / SECOND_MS) % REFRESH_FIRST_EVERY_SECONDS !== 0)
      await pause(untilHalf);
  }

  private async ask(
    provider: string,
    second: string,
    account: string | undefined,
    limits: number[],
  ): Promise<number | undefined> {
    const keys = [this.dayKey(provider), second];
    if (account) keys.push(`${this.dayKey(provider)}:${account}`);
    const count = await this.redis.ask((redis) => redis.eval(TAKE, keys.length, ...keys, ...limits));
    return count as number | undefined;
  }

  /** The provider says that the day is over before our count does. */
  async exhaust(provider: string, { perDay }: CallAllowance): Promise<void> {
    this.own.set(this.dayKey(provider), perDay);
    await this.redis.ask((redis) => redis.set(this.dayKey(provider), perDay, 'PX', 2 * DAY_MS));
  }

  async leftToday(provider: string, { perDay }: CallAllowance): Promise<number> {
    const counted = await this.redis.ask((redis) => redis.get(this.dayKey(provider)));
    const used = counted === undefined ? (this.own.get(this.dayKey(provider)) ?? 0) : Number(counted ?? 0);
    return Math.max(0, perDay - used);
  }

  /** When the next day's allowance begins: midnight UTC. */
  tomorrow(): Date {
    return new Date((Math.floor(this.clock.now().getTime() / DAY_MS) + 1) * DAY_MS);
  }

  /** Refreshing, which nobody waits for, gets half the day's calls, spread evenly over the day. */
  private refreshShare(perDay: number): number {
    const elapsed = (this.clock.now().getTime() % DAY_MS) / DAY_MS;
    return Math.max(1, Math.floor((perDay / 2) * elapsed));
  }

  private countHere(provider: string, share: number): number {
    const count = this.own.get(this.dayKey(provider)) ?? 0;
    return count >= share ? -1 : count + 1;
  }

  private dayKey(provider: string): string {
    return this.redis.key('calls', provider, this.clock.now().toISOString().slice(0, 10));
  }
}

function shareOfAccount(perDay: number): number {
  return Math.max(LEAST_OF_ACCOUNT, Math.floor(perDay * SHARE_OF_ACCOUNT));
}
