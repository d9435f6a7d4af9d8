import { DomainError } from '../../../common/errors/domain-error';

export const keyReused = () =>
  new DomainError(
    'unprocessable',
    'idempotency.key_reused',
    'This Idempotency-Key was used with another request.',
  );

export const inProgress = () =>
  new DomainError(
    'conflict',
    'idempotency.in_progress',
    'The first request with this key is still running.',
    {
      retryAfter: 1,
    },
  );

export const invalidKey = () =>
  new DomainError(
    'invalid',
    'idempotency.invalid_key',
    'An Idempotency-Key is 1 to 255 visible ASCII characters.',
  );
