import { Piscina } from 'piscina';

const IDLE_MILLISECONDS = 60_000;

/** How many threads at least and at most, and how many tasks may wait. */
export type PoolSize = Pick<
  NonNullable<ConstructorParameters<typeof Piscina>[0]>,
  'name' | 'minThreads' | 'maxThreads' | 'maxQueue'
>;

/**
 * Threads for what would hold up the event loop; idle ones end after a minute.
 * @param worker the resolved file of the worker. Started from its sources, as in the tests, a thread has to be taught
 * TypeScript first; what was built has none.
 */
export function threadPool(worker: string, size: PoolSize): Piscina {
  return new Piscina({
    filename: worker,
    execArgv: worker.endsWith('.ts') ? ['--require', 'tsx/cjs'] : [],
    idleTimeout: IDLE_MILLISECONDS,
    ...size,
  });
}
