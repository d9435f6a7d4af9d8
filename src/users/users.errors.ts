import { DomainError } from '../common/errors/domain-error';

export const userNotFound = () => new DomainError('not_found', 'user.not_found', 'There is no such user.');

export const emailTaken = () =>
  new DomainError('conflict', 'auth.email_taken', 'There is an account with this address already.');

export const ownAccount = () =>
  new DomainError(
    'conflict',
    'user.own_account',
    'Superusers cannot deactivate or demote themselves; another superuser can.',
  );
