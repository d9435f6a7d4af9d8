type Run = (this: object) => Promise<void> | void;

const running = new Set<Promise<void>>();

/**
 * A scheduled method that never overlaps itself: while one run of an instance goes on, a turn that comes is left out.
 * Stands below `@Interval` or `@Cron`, whose errors the scheduler logs.
 */
export function OneAtATime() {
  return (_target: object, _name: string, method: TypedPropertyDescriptor<() => Promise<void>>): void => {
    const run = method.value as Run;
    const busy = new WeakSet<object>();
    method.value = async function (this: object): Promise<void> {
      if (busy.has(this)) return;
      busy.add(this);
      const current = Promise.resolve(run.call(this)).finally(() => {
        busy.delete(this);
        running.delete(current);
      });
      running.add(current);
      await current;
    };
  };
}

/** Settles when no scheduled run of this process goes on. */
export async function scheduledRunsEnded(): Promise<void> {
  await Promise.allSettled(running);
}
