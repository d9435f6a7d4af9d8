export interface FieldError {
  /** dotted path into the body or query, such as `assets.0.quantity` */
  field: string;
  message: string;
}

export const STATUS_OF_KIND = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  unprocessable: 422,
  locked: 423,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorKind = keyof typeof STATUS_OF_KIND;

/** Which line of a ledger an error is about, and why; told beside the members that every problem has. */
export interface LedgerContext {
  /** place in the `items` of the request, from 0; null for a line that was there before */
  line?: number | null;
  /** of a line that is there; what the request would have made has no id to be looked up by */
  transaction_id?: string;
  field?: string;
  symbol?: string | null;
  /** `YYYY-MM-DD` */
  date?: string;
  /** exact decimal text */
  held?: string;
  asked?: string;
  /** what is left of the lots at that moment, without those that the request would have made */
  lots?: { transaction_id: string; quantity: string }[];
}

export interface ErrorExtras {
  errors?: FieldError[];
  context?: LedgerContext;
  /** seconds after which trying again makes sense */
  retryAfter?: number;
  cause?: unknown;
}

/** A rule of the domain was broken. Jobs and sockets read `code`; HTTP gets a problem+json from the one filter. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly errors?: FieldError[];
  readonly context?: LedgerContext;
  readonly retryAfter?: number;

  /**
   * @param code stable and public, such as `portfolio.not_found`
   * @param detail one sentence for people, without secrets
   */
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly detail: string,
    extras: ErrorExtras = {},
  ) {
    super(detail, { cause: extras.cause });
    this.errors = extras.errors;
    this.context = extras.context;
    this.retryAfter = extras.retryAfter;
  }
}
