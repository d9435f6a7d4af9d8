import { setImmediate as turn } from 'node:timers/promises';
import { Counters } from '../../platform/http/limits/counters';
import { RedisConnections } from '../../platform/redis/redis-connections';
import { SignInBackoff } from './sign-in-backoff';

/** As while Redis is away: this process counts for itself. */
const ownCounters = () =>
  new Counters({ key: () => 'limit', commands: { status: 'end' } } as unknown as RedisConnections);

describe('SignInBackoff', () => {
  let backoff: SignInBackoff;
  let compared: number;

  beforeEach(() => {
    backoff = new SignInBackoff(ownCounters());
    compared = 0;
  });

  const tries = (right: boolean, { source = 'here', known = true, account = 'ada@example.com' } = {}) =>
    backoff
      .attempt({ account, source, known }, async () => {
        compared += 1;
        await turn();
        return right;
      })
      .catch((error: { code: string }) => error.code);

  const atOnce = (times: number, one: (i: number) => Promise<boolean | string>) =>
    Promise.all(Array.from({ length: times }, (_, i) => one(i)));

  const tally = (answers: (boolean | string)[]) => {
    const counts: Record<string, number> = {};
    for (const answer of answers) counts[String(answer)] = (counts[String(answer)] ?? 0) + 1;
    return counts;
  };

  it('lets everybody in who has the right password, however many come at once', async () => {
    expect(tally(await atOnce(30, () => tries(true)))).toEqual({ true: 30 });
    expect(tally(await atOnce(30, () => tries(true, { known: false })))).toEqual({ true: 30 });
  });

  it('lets them in after a few failures too', async () => {
    for (let i = 0; i < 4; i += 1) await tries(false);
    expect(tally(await atOnce(10, () => tries(true)))).toEqual({ true: 10 });
  });

  it('compares no more guesses than are free, and one that begins a pause', async () => {
    const answers = await atOnce(30, () => tries(false));
    expect(tally(answers)).toEqual({ false: 6, 'auth.too_many_attempts': 24 });
    expect(compared).toBe(6);
    expect(await tries(true)).toBe('auth.too_many_attempts');
  });

  it('compares no more guesses from ever other sources than are free per account', async () => {
    const answers = await atOnce(60, (i) => tries(false, { known: false, source: `source ${i}` }));
    expect(tally(answers)).toEqual({ false: 21, 'auth.too_many_attempts': 39 });
    expect(compared).toBe(21);
    expect(await tries(true)).toBe(true);
  });

  it('does not count as a failure what it refused itself', async () => {
    for (let i = 0; i < 21; i += 1) await tries(false, { known: false, source: `source ${i}` });
    for (let i = 0; i < 10; i += 1) {
      expect(await tries(true, { known: false })).toBe('auth.too_many_attempts');
    }
    for (let i = 0; i < 5; i += 1) expect(await tries(false)).toBe(false);
  });

  it('counts a comparison that could not be made as a failure', async () => {
    const broken = () =>
      backoff.attempt({ account: 'ada@example.com', source: 'here', known: true }, () =>
        Promise.reject(new Error('no thread is left')),
      );
    for (let i = 0; i < 6; i += 1) await expect(broken()).rejects.toThrow('no thread is left');
    expect(await tries(true)).toBe('auth.too_many_attempts');
  });
});
