import { STATUS_CODES } from 'node:http';
import { DomainError, STATUS_OF_KIND } from './domain-error';
import { Problem } from './problem';

/** The body that tells an error. */
export function problemOf(error: DomainError, url: string, requestId: string): Problem {
  const status = STATUS_OF_KIND[error.kind];
  return {
    type: `urn:tickfolio:problem:${error.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error.detail,
    instance: url.split('?', 1)[0] ?? '/',
    code: error.code,
    request_id: requestId,
    ...(error.errors && { errors: error.errors }),
    ...error.context,
  };
}
