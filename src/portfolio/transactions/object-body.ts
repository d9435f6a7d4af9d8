import { validationFailed } from '../../common/errors/http.errors';

/** A body that is an object. @throws DomainError `validation.failed` */
export function objectBody(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw validationFailed([{ field: 'body', message: 'the body must be an object' }]);
}
