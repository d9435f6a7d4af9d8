const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

const end = (_signal: string, number: number) => process.exit(128 + number);

/**
 * From now on a signal ends the start at once. Without a handler, process 1 of a container does not hear it, and a Redis
 * that was started beside this process outlives it.
 */
export function endStartOnSignal(): void {
  for (const signal of SIGNALS) process.once(signal, end);
}

/** The start is over: signals mean something else now. */
export function startIsOver(): void {
  for (const signal of SIGNALS) process.off(signal, end);
}
