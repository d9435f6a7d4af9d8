import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../common/errors/domain-error';
import { Counters } from '../platform/limits/counters';

/** Failures are forgotten an hour after the first. */
const MEMORY_SECONDS = 3_600;
const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 900;
const FREE_PER_SOURCE = 5;
const FREE_PER_ACCOUNT = 20;

export interface SignInAttempt {
  /** what the guesses are aimed at: an address of an account, existing or not */
  account: string;
  /** where they come from: a known device, or else an address */
  source: string;
  /** whether the account's owner signed in from there before */
  known: boolean;
}

/**
 * Slows down guessing. After five failures from one source each further try has to wait, 15 s at first, twice as long
 * after each failure, at most 15 minutes. All unknown sources together have twenty failures per account before the
 * same happens to them; a source that the owner used before is not counted there, so that strangers cannot keep the
 * owner out. Nothing here touches sessions that exist.
 *
 * A try is counted before its password is compared, so that a thousand at once are not a thousand guesses.
 */
@Injectable()
export class SignInBackoff {
  constructor(private readonly counters: Counters) {}

  /** @throws DomainError `auth.too_many_attempts` */
  async admit(attempt: SignInAttempt): Promise<void> {
    await this.count(sourceKey(attempt), FREE_PER_SOURCE);
    if (!attempt.known) await this.count(accountKey(attempt), FREE_PER_ACCOUNT);
  }

  /** The password was right: this source starts afresh. */
  async succeeded(attempt: SignInAttempt): Promise<void> {
    const key = sourceKey(attempt);
    await Promise.all([this.counters.clear(key), this.counters.clear(`${key}:pause`)]);
    if (!attempt.known) await this.counters.add(accountKey(attempt), -1, MEMORY_SECONDS);
  }

  private async count(key: string, free: number): Promise<void> {
    const { count } = await this.counters.add(key, 1, MEMORY_SECONDS);
    if (count <= free) return;
    const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (count - free - 1));
    const { count: waiting, msLeft } = await this.counters.add(`${key}:pause`, 1, pause);
    if (waiting === 1) return;
    // Only tries that were let through are failures.
    await this.counters.add(key, -1, MEMORY_SECONDS);
    throw tooManyAttempts(msLeft / 1_000);
  }
}

const digest = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);

const sourceKey = ({ account, source }: SignInAttempt) => `sign-in:source:${digest(account, source)}`;
const accountKey = ({ account }: SignInAttempt) => `sign-in:account:${digest(account)}`;

const tooManyAttempts = (seconds: number) =>
  new DomainError(
    'too_many_requests',
    'auth.too_many_attempts',
    'Too many failed attempts; wait before the next one.',
    { retryAfter: seconds },
  );
