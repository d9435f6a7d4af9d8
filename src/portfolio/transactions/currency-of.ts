import { DomainError } from '../../common/errors/domain-error';
import type { Account } from '../accounts/account';
import { fieldPath } from '../ledger/ledger.errors';
import type { EntryContent } from './entry';
import { unknownAccount } from './transactions.errors';

/**
 * The currency of a line, or of its account.
 * @param place of the line among those of the request; undefined for the only one
 * @throws DomainError `ledger.unknown_account`
 */
export function currencyOf(
  content: EntryContent,
  accounts: readonly Account[],
  place: number | undefined,
): string {
  const account = accounts.find(({ id }) => id === content.account_id);
  if (!account) throw withPlace(unknownAccount(content.account_id, fieldPath(place, 'account_id')), place);
  return content.currency ?? account.currency;
}

function withPlace(error: DomainError, place: number | undefined): DomainError {
  return Object.assign(error, { context: { ...error.context, line: place ?? null } });
}
