import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Counters } from '../../platform/http/limits/counters';
import { tooManyAttempts } from '../auth.errors';

/** Failures are forgotten an hour after the first. */
const MEMORY_SECONDS = 3_600;
const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 900;
const FREE_PER_SOURCE = 5;
const FREE_PER_ACCOUNT = 20;

/** How long a try waits for others to come out; longer than that only those of a process that died are under way. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 50;
const MOST_WAITING = 200;

export interface SignInAttempt {
  /** what the guesses are aimed at: an address of an account, existing or not */
  account: string;
  /** where they come from: a known device, or else an address */
  source: string;
  /** whether the account's owner signed in from there before */
  known: boolean;
}

/** Tries that may fail before each further one has to wait. */
interface Allowance {
  key: string;
  free: number;
}

/**
 * Slows down guessing. After five failures from one source each further try has to wait, 15 s at first, twice as long
 * after each failure, at most 15 minutes. All unknown sources together have twenty failures per account before the
 * same happens to them; a source that the owner used before is not counted there, so that strangers cannot keep the
 * owner out. Nothing here touches sessions that exist.
 *
 * A try is counted before its password is compared, so that a thousand at once are not a thousand guesses. What fills
 * the allowance may then be tries that come out well, as when an owner's programs all sign in at once: so a try beyond
 * it is refused only once that many have failed, and waits until the others have come out.
 */
@Injectable()
export class SignInBackoff {
  private waiting = 0;

  constructor(private readonly counters: Counters) {}

  /**
   * Compares a password, unless too many were wrong lately.
   * @param compare resolves to whether it was right
   * @throws DomainError `auth.too_many_attempts`, without having compared
   */
  async attempt(attempt: SignInAttempt, compare: () => Promise<boolean>): Promise<boolean> {
    const allowances = allowancesOf(attempt);
    await this.admit(allowances);
    let right = false;
    try {
      right = await compare();
      return right;
    } finally {
      await (right ? this.succeeded(allowances) : this.failed(allowances));
    }
  }

  private async admit([source, ...wider]: Allowances): Promise<void> {
    await this.count(source);
    for (const allowance of wider) {
      await this.count(allowance).catch(async (refusal: unknown) => {
        await this.add(source.key, -1);
        throw refusal;
      });
    }
  }

  /** The source starts afresh. */
  private async succeeded([source, ...wider]: Allowances): Promise<void> {
    await Promise.all([
      this.counters.clear(source.key, failuresOf(source), pauseOf(source)),
      ...wider.map(({ key }) => this.add(key, -1)),
    ]);
  }

  private async failed(allowances: Allowances): Promise<void> {
    await Promise.all(allowances.map((allowance) => this.add(failuresOf(allowance), 1)));
  }

  private async count(allowance: Allowance): Promise<void> {
    const { key, free } = allowance;
    const patientUntil = performance.now() + PATIENCE_MS;
    while ((await this.add(key, 1)) > free) {
      const failures = await this.add(failuresOf(allowance), 0);
      const patient = performance.now() < patientUntil && this.waiting < MOST_WAITING;
      if (failures >= free || !patient) return this.pause(allowance, Math.max(0, failures - free));
      await this.add(key, -1);
      await this.wait();
    }
  }

  /** One try goes on and starts a pause; while that lasts the others are refused. */
  private async pause(allowance: Allowance, times: number): Promise<void> {
    const seconds = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** times);
    const { count, msLeft } = await this.counters.add(pauseOf(allowance), 1, seconds);
    if (count === 1) return;
    await this.add(allowance.key, -1);
    throw tooManyAttempts(msLeft / 1_000);
  }

  private async wait(): Promise<void> {
    this.waiting += 1;
    await wait(LOOK_AGAIN_MS);
    this.waiting -= 1;
  }

  private async add(counter: string, amount: number): Promise<number> {
    const { count } = await this.counters.add(counter, amount, MEMORY_SECONDS);
    return count;
  }
}

/** That of the source, and that of the account where the source is not known as its owner's. */
type Allowances = [source: Allowance, ...wider: Allowance[]];

function allowancesOf({ account, source, known }: SignInAttempt): Allowances {
  const ofSource = { key: `sign-in:source:${digest(account, source)}`, free: FREE_PER_SOURCE };
  const ofAccount = { key: `sign-in:account:${digest(account)}`, free: FREE_PER_ACCOUNT };
  return known ? [ofSource] : [ofSource, ofAccount];
}

const failuresOf = ({ key }: Allowance) => `${key}:failed`;
const pauseOf = ({ key }: Allowance) => `${key}:pause`;

const digest = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
