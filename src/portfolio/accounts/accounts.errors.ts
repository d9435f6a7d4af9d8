import { DomainError } from '../../common/errors/domain-error';
import { MOST_ACCOUNTS } from './account';

export const accountNotFound = () =>
  new DomainError('not_found', 'account.not_found', 'The portfolio has no such account.');

export const accountChanged = () =>
  new DomainError(
    'precondition_failed',
    'account.changed',
    'The account was changed since the version that If-Match names.',
  );

export const accountNameTaken = (name: string) =>
  new DomainError(
    'conflict',
    'account.name_taken',
    `The portfolio has an account ${name} already; files tell accounts by their names, whatever the case.`,
    { errors: [{ field: 'name', message: 'name must be its own among the accounts of a portfolio' }] },
  );

export const accountHasLines = (count: number) =>
  new DomainError(
    'conflict',
    'account.has_transactions',
    `The account has ${count} lines. Delete it with ?cascade=true to delete them too.`,
  );

export const lastAccount = () =>
  new DomainError('conflict', 'account.last', 'A portfolio has one account at least.');

export const tooManyAccounts = () =>
  new DomainError('conflict', 'account.too_many', `A portfolio has at most ${MOST_ACCOUNTS} accounts.`);
