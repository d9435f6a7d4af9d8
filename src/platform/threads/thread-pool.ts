import { Piscina } from 'piscina';
import { Turns } from '../../common/turns';
import { currentCorrelation } from '../observability/logging/correlation';

const IDLE_MS = 60_000;
/** Threads yield to the event loop where they share a processor with it; only Linux knows it for a thread. */
const NICE = process.platform === 'linux' ? 10 : 0;

type PiscinaOptions = NonNullable<ConstructorParameters<typeof Piscina>[0]>;

export interface PoolSize extends Pick<PiscinaOptions, 'name' | 'minThreads' | 'resourceLimits'> {
  /** how many one user's tasks may take; there is one more, which they leave to others */
  readonly threads: number;
  /** how many tasks may wait, half of them one user's; as many as come when left out */
  readonly mostWaiting?: number;
}

export interface TaskOptions extends Pick<
  NonNullable<Parameters<Piscina['run']>[1]>,
  'name' | 'transferList'
> {
  /** how long the task may run before its thread is ended; the time begins when the task does */
  readonly deadlineMs?: number;
}

/**
 * Threads for what would hold up the event loop. They start when they are needed; idle ones end after a minute. Users take
 * turns, and there is a thread more than one of them can take, so that no task waits because of another user's alone. Whose a
 * task is, the running request or job tells.
 */
export class ThreadPool {
  private readonly piscina: Piscina;
  private readonly turns: Turns;
  private readonly mostWaiting: number;

  /**
   * @param worker the resolved file of the worker. Started from its sources, as in the tests, a thread has to be taught
   * TypeScript first; what was built has none.
   */
  constructor(worker: string, { threads, mostWaiting = Infinity, ...options }: PoolSize) {
    this.piscina = new Piscina({
      filename: worker,
      execArgv: worker.endsWith('.ts') ? ['--require', 'tsx/cjs'] : [],
      idleTimeout: IDLE_MS,
      niceIncrement: NICE,
      maxThreads: threads + 1,
      ...options,
    });
    this.turns = new Turns({ places: threads + 1, ofOne: threads });
    this.mostWaiting = mostWaiting;
  }

  /** Whether a task of the user that runs would find no place to wait. */
  get isFull(): boolean {
    const ofOne = this.turns.waitingFor(currentUser());
    return this.turns.waiting >= this.mostWaiting || ofOne >= this.mostWaiting / 2;
  }

  run<T>(task: unknown, options: TaskOptions = {}): Promise<T> {
    return this.turns.run(() => this.begin<T>(task, options), currentUser());
  }

  /** @param listener hears of threads that die between tasks, which are replaced; within one the task is told */
  onError(listener: (error: unknown) => void): this {
    this.piscina.on('error', listener);
    return this;
  }

  destroy(): Promise<void> {
    return this.piscina.destroy();
  }

  private async begin<T>(task: unknown, { deadlineMs, ...options }: TaskOptions): Promise<T> {
    if (deadlineMs === undefined) return this.piscina.run(task, options) as Promise<T>;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), deadlineMs);
    try {
      return (await this.piscina.run(task, { ...options, signal: deadline.signal })) as T;
    } finally {
      clearTimeout(timer);
    }
  }
}

const currentUser = () => currentCorrelation()?.user_id ?? '';
