import { isDuplicateKey } from './duplicate-key';

/** Waits for a write that may find what it stores there already: then that stays. */
export async function unlessThere(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
