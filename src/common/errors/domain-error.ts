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
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorKind = keyof typeof STATUS_OF_KIND;

export interface ErrorExtras {
  errors?: FieldError[];
  /** seconds after which trying again makes sense */
  retryAfter?: number;
  cause?: unknown;
}

/** A rule of the domain was broken. Jobs and sockets read `code`; HTTP gets a problem+json from the one filter. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly errors?: FieldError[];
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
    this.retryAfter = extras.retryAfter;
  }
}
