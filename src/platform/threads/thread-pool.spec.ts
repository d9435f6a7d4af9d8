import { join } from 'node:path';
import { runCorrelated } from '../observability/logging/correlation';
import { PoolSize, ThreadPool } from './thread-pool';

const WORKER = join(__dirname, '../../../test/support/threads/gated.worker.ts');

describe('a pool of threads', () => {
  const pools: ThreadPool[] = [];
  const poolOf = (size: PoolSize) => {
    const pool = new ThreadPool(WORKER, size);
    pools.push(pool);
    return pool;
  };
  const gate = (state: 0 | 1) => new Int32Array(new SharedArrayBuffer(4)).fill(state);
  const as = <T>(user_id: string, work: () => T) => runCorrelated({ request_id: 'r', user_id }, work);

  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.destroy()));
  });

  it('begins the task of one user while all that another may run has yet to end', async () => {
    const pool = poolOf({ threads: 1 });
    const closed = gate(0);
    const ended: string[] = [];
    const hers = ['a1', 'a2', 'a3'].map((answer) =>
      as('a', () => pool.run<string>({ gate: closed, answer })).then((name) => ended.push(name)),
    );
    expect(await as('b', () => pool.run({ gate: gate(1), answer: 'b1' }))).toBe('b1');
    expect(ended).toEqual([]);
    Atomics.store(closed, 0, 1);
    Atomics.notify(closed, 0);
    await Promise.all(hers);
    expect(ended).toEqual(['a1', 'a2', 'a3']);
  });

  it('is full for who has half of the places to wait, and not yet for others', async () => {
    const pool = poolOf({ threads: 1, mostWaiting: 4 });
    const closed = gate(0);
    const begin = (user: string) => as(user, () => pool.run({ gate: closed, answer: user }));
    const isFullFor = (user: string) => as(user, () => pool.isFull);
    const all = [begin('a'), begin('a')];
    expect(isFullFor('a')).toBe(false);
    all.push(begin('a'));
    expect([isFullFor('a'), isFullFor('b')]).toEqual([true, false]);
    all.push(begin('b'), begin('b'), begin('b'));
    expect(isFullFor('c')).toBe(true);
    Atomics.store(closed, 0, 1);
    Atomics.notify(closed, 0);
    await Promise.all(all);
    expect([isFullFor('a'), isFullFor('c')]).toEqual([false, false]);
  });

  it('ends a task that takes longer than it may, counted from its beginning', async () => {
    const pool = poolOf({ threads: 1 });
    const late = pool.run({ gate: gate(0), answer: 'late' }, { deadlineMs: 1 });
    const next = pool.run({ gate: gate(1), answer: 'next' }, { deadlineMs: 60_000 });
    await expect(late).rejects.toThrow();
    expect(await next).toBe('next');
  });
});
