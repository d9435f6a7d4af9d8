import { AsyncLocalStorage } from 'node:async_hooks';

/** `demand`: somebody waits for the answer; `refresh`: nobody does, so it must leave allowance for those. */
export type CallPurpose = 'demand' | 'refresh';

const storage = new AsyncLocalStorage<CallPurpose>();

/** What the running work asks providers for; somebody waits unless it says otherwise. */
export function currentPurpose(): CallPurpose {
  return storage.getStore() ?? 'demand';
}

/** Runs work that nobody waits for: the history it needs is asked for as a refresh asks for quotes. */
export function withoutHurry<T>(work: () => Promise<T>): Promise<T> {
  return storage.run('refresh', work);
}
