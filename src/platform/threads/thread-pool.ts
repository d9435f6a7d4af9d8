import { Piscina } from 'piscina';

const IDLE_MS = 60_000;
/** Threads yield to the event loop where they share a processor with it; only Linux knows it for a thread. */
const NICE = process.platform === 'linux' ? 10 : 0;

/** How many threads at least and at most, how many tasks may wait, and how much memory a thread may take. */
export type PoolSize = Pick<
  NonNullable<ConstructorParameters<typeof Piscina>[0]>,
  'name' | 'minThreads' | 'maxThreads' | 'maxQueue' | 'resourceLimits'
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
    idleTimeout: IDLE_MS,
    niceIncrement: NICE,
    ...size,
  });
}
