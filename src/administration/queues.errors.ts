import { DomainError } from '../common/errors/domain-error';

export const queueNotFound = () => new DomainError('not_found', 'queue.not_found', 'There is no such queue.');

export const jobNotFound = () =>
  new DomainError('not_found', 'queue.job_not_found', 'The queue has no failed job of that id.');
