export type ProviderErrorKind =
  /** the provider answers and has no such instrument */
  | 'unknown_symbol'
  /** its allowance is spent; try again at `retryAt` */
  | 'rate_limited'
  /** no answer, no sense in the answer, or a fault on its side */
  | 'unavailable'
  /** it refuses for good: a bad key, a plan that lacks this */
  | 'rejected';

export interface ProviderErrorExtras {
  retryAt?: Date;
  /** it used up its time, as it would again */
  wasSilent?: boolean;
  cause?: unknown;
}

/** Why a provider gave nothing. The message never holds a URL or a key. */
export class ProviderError extends Error {
  override name = 'ProviderError';

  constructor(
    readonly kind: ProviderErrorKind,
    message: string,
    readonly extras: ProviderErrorExtras = {},
  ) {
    super(message, { cause: extras.cause });
  }
}

export const noAnswerInTime = (cause?: unknown) =>
  new ProviderError('unavailable', 'it did not answer in time', { wasSilent: true, cause });
