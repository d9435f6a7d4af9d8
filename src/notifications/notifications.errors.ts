import { DomainError } from '../common/errors/domain-error';

export const notificationNotFound = () =>
  new DomainError('not_found', 'notification.not_found', 'There is no such notification.');
