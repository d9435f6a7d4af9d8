/** A refresh token that was spent before came back; its session has ended by then. */
export class RefreshReuseError extends Error {
  override name = 'RefreshReuseError';
  constructor(
    readonly userId: string,
    readonly sessionId: string,
  ) {
    super('a spent refresh token came back');
  }
}
