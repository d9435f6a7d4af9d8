import { DomainError } from '../../common/errors/domain-error';
import { aboutEntry, fieldPath, MadeLines, PlaceOf } from '../ledger/ledger.errors';
import type { Entry } from './entry';

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

export const rateOfBase = (entry: Entry, currency: string, placeOf: PlaceOf, made: MadeLines) =>
  new DomainError(
    'unprocessable',
    'ledger.invalid_line',
    `The line of ${entry.date} is told in ${currency}, the currency of the portfolio, and has a rate into it.`,
    {
      errors: [
        {
          field: fieldPath(placeOf(entry.id), 'fx_rate'),
          message: `fx_rate must be left out, or 1, in ${currency}`,
        },
      ],
      context: aboutEntry(entry, 'fx_rate', placeOf, made),
    },
  );
