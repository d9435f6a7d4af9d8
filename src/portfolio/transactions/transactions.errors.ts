import { DomainError } from '../../common/errors/domain-error';

export const transactionNotFound = () =>
  new DomainError('not_found', 'transaction.not_found', 'The ledger has no such line.');

export const transactionChanged = () =>
  new DomainError(
    'precondition_failed',
    'transaction.changed',
    'The line was changed since the version that If-Match names.',
  );

export const unknownAccount = (accountId: string, field: string) =>
  new DomainError('unprocessable', 'ledger.unknown_account', `The portfolio has no account ${accountId}.`, {
    errors: [{ field, message: 'account_id must be an account of the portfolio' }],
    context: { field: 'account_id' },
  });
