import { HttpException } from '@nestjs/common';
import { DomainError, ErrorKind, STATUS_OF_KIND } from './domain-error';
import {
  bodyTooLarge,
  malformedJson,
  storeUnavailable,
  unsupportedCharset,
  unsupportedEncoding,
} from './http.errors';

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

/** What broke off a write of many documents lies within the driver's error about them. */
function isBrokenBulk(error: unknown): error is Error & { errorResponse: Error } {
  const isBulk = error instanceof Error && error.name === 'MongoBulkWriteError';
  return isBulk && 'errorResponse' in error && error.errorResponse instanceof Error;
}

/** The database's `WriteConflict`: it could not bring writes of the same at once into an order, and a repetition is welcome. */
function isWriteConflict(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 112;
}

function fromStatus(status: number, detail: string, cause: unknown): DomainError {
  const kind = CODE_OF_STATUS.get(status) ?? (status < 500 ? 'invalid' : 'internal');
  return new DomainError(kind, `http.${kind}`, detail, { cause });
}

const BODY_ERRORS: Record<string, (cause: unknown) => DomainError> = {
  'entity.too.large': bodyTooLarge,
  'entity.parse.failed': malformedJson,
  'charset.unsupported': unsupportedCharset,
  'encoding.unsupported': unsupportedEncoding,
};

const UNAVAILABLE = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoWaitQueueTimeoutError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongooseServerSelectionError',
  'MaxRetriesPerRequestError',
]);

/** Gives whatever was thrown the form of a domain error; what nobody foresaw becomes `internal` without its message. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message, error);
  if (isBrokenBulk(error)) return toDomainError(error.errorResponse);
  if (isWriteConflict(error)) return storeUnavailable(error);
  if (error instanceof Error && UNAVAILABLE.has(error.name)) {
    return storeUnavailable(error);
  }
  if (isHttpError(error) && error.status >= 400 && error.status < 500) {
    const known = error.type && BODY_ERRORS[error.type];
    if (known) return known(error);
    return fromStatus(error.status, error.expose ? error.message : 'The request could not be read.', error);
  }
  return new DomainError('internal', 'http.internal', 'Something went wrong on our side.', { cause: error });
}
