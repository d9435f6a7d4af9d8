import { DomainError } from '../common/errors/domain-error';

export const superuserKept = () =>
  new DomainError(
    'conflict',
    'user.superuser_kept',
    'A superuser cannot be deleted; another superuser has to take these rights away first.',
  );

export const exportInTheMaking = () =>
  new DomainError('conflict', 'export.in_the_making', 'An archive of your account is being made already.');

export const exportNotFound = () =>
  new DomainError('not_found', 'export.not_found', 'There is no archive of your account.');

export const exportNotCompleted = () =>
  new DomainError('conflict', 'export.not_completed', 'The archive of your account is not made yet.');
