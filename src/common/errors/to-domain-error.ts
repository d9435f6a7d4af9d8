import { HttpException } from '@nestjs/common';
import { DomainError, ErrorKind, STATUS_OF_KIND } from './domain-error';

const CODE_OF_STATUS = new Map<number, ErrorKind>(
  Object.entries(STATUS_OF_KIND).map(([kind, status]) => [status, kind as ErrorKind]),
);

/** Errors of body-parser and Express carry their status and a `type` such as `entity.too.large`. */
interface HttpError extends Error {
  status: number;
  type?: string;
  expose?: boolean;
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

function fromStatus(status: number, detail: string, cause: unknown): DomainError {
  const kind = CODE_OF_STATUS.get(status) ?? (status < 500 ? 'invalid' : 'internal');
  return new DomainError(kind, `http.${kind}`, detail, { cause });
}

const BODY_ERRORS: Record<string, [ErrorKind, string, string]> = {
  'entity.too.large': ['too_large', 'http.body_too_large', 'The body is larger than this route accepts.'],
  'entity.parse.failed': ['invalid', 'http.malformed_json', 'The body is not well-formed JSON.'],
  'charset.unsupported': [
    'unsupported_media_type',
    'http.unsupported_charset',
    'The charset is not supported.',
  ],
  'encoding.unsupported': [
    'unsupported_media_type',
    'http.unsupported_encoding',
    'The encoding is not supported.',
  ],
};

const UNAVAILABLE = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoWaitQueueTimeoutError',
  'MongoPoolClearedError',
  'MongooseServerSelectionError',
  'MaxRetriesPerRequestError',
]);

/** Gives whatever was thrown the form of a domain error; what nobody foresaw becomes `internal` without its message. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message, error);
  if (error instanceof Error && UNAVAILABLE.has(error.name)) {
    return new DomainError('unavailable', 'http.unavailable', 'A store does not answer; try again shortly.', {
      retryAfter: 5,
      cause: error,
    });
  }
  if (isHttpError(error) && error.status >= 400 && error.status < 500) {
    const known = error.type && BODY_ERRORS[error.type];
    if (known) return new DomainError(...known, { cause: error });
    return fromStatus(error.status, error.expose ? error.message : 'The request could not be read.', error);
  }
  return new DomainError('internal', 'http.internal', 'Something went wrong on our side.', { cause: error });
}
