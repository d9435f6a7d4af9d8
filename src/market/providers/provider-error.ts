import { NO_PRICES_REASONS, NoPricesReason } from '../model/market.errors';

/** What a provider may say about one symbol or one range: an answer, however little it tells, and never a failure of its own. */
export type ProviderAnswerKind = NoPricesReason;

export type ProviderErrorKind =
  /** `unknown_symbol`: it has no such instrument; `no_currency`: it does not say what its prices are in; `no_data`: it has no prices */
  | ProviderAnswerKind
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
  /** it is about who asks: others are still answered */
  isOfAccount?: boolean;
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

/** What a failure is, where it is the provider's word about one symbol or range. */
export function answerKindOf(error: unknown): ProviderAnswerKind | undefined {
  return error instanceof ProviderError ? NO_PRICES_REASONS.find((kind) => kind === error.kind) : undefined;
}

export const noAnswerInTime = (cause?: unknown) =>
  new ProviderError('unavailable', 'it did not answer in time', { wasSilent: true, cause });
