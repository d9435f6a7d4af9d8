import { DomainError } from '../../common/errors/domain-error';
import { fieldPath, PlaceOf } from '../ledger/ledger.errors';
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

export const rateOfBase = ({ id, symbol, date }: Entry, currency: string, placeOf: PlaceOf) =>
  new DomainError(
    'unprocessable',
    'ledger.invalid_line',
    `The line of ${date} is told in ${currency}, the currency of the portfolio, and has a rate into it.`,
    {
      errors: [
        {
          field: fieldPath(placeOf(id), 'fx_rate'),
          message: `fx_rate must be left out, or 1, in ${currency}`,
        },
      ],
      context: {
        line: placeOf(id) ?? null,
        transaction_id: id,
        field: 'fx_rate',
        symbol: symbol ?? null,
        date,
      },
    },
  );
