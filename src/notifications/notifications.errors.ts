import { DomainError } from '../common/errors/domain-error';

export const MAX_ACTIVE_ALERTS = 100;

export const notificationNotFound = () =>
  new DomainError('not_found', 'notification.not_found', 'There is no such notification.');

export const alertNotFound = () => new DomainError('not_found', 'alert.not_found', 'There is no such alert.');

export const tooManyAlerts = () =>
  new DomainError('conflict', 'alert.too_many', `At most ${MAX_ACTIVE_ALERTS} alerts can wait at a time.`);
