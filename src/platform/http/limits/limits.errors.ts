import { DomainError } from '../../../common/errors/domain-error';

/** @param seconds until the caller may ask again */
export const tooManyRequests = (seconds: number) =>
  new DomainError('too_many_requests', 'rate_limit.exceeded', 'Too many requests; wait a little.', {
    retryAfter: seconds,
  });
