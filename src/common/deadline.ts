export class DeadlineExceededError extends Error {
  override name = 'DeadlineExceededError';
}

/**
 * Waits for a promise, but no longer than `milliseconds`; what is late is left to finish unobserved.
 * A store that froze answers neither yes nor no, and no client library's own timeout was found to cover that.
 * @throws DeadlineExceededError
 */
export async function withDeadline<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new DeadlineExceededError(`${what} took longer than ${milliseconds} ms`));
    // After a busy stretch the answer may lie there unread; what has arrived is looked at before giving up.
    timer = setTimeout(() => setImmediate(giveUp), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
