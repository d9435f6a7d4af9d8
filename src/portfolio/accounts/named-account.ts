import { accountNotFound } from './accounts.errors';

/**
 * The id of the account that a query names, as it is stored; undefined where it names none.
 * @throws DomainError `account.not_found`
 */
export function namedAccount(
  accounts: readonly { id: string }[],
  named: string | undefined,
): string | undefined {
  if (named === undefined) return undefined;
  const id = named.toLowerCase();
  if (!accounts.some((account) => account.id === id)) throw accountNotFound();
  return id;
}
