import { DomainError } from '../errors/domain-error';
import { Identity } from './identity';
import { RequiredScope, SESSION } from './token-rights';

export const scopeMissing = () =>
  new DomainError('forbidden', 'auth.scope_missing', 'The token has not the scope that this needs.');

export const sessionOnly = () =>
  new DomainError('forbidden', 'auth.session_only', 'This needs a signed-in session; no token may do it.');

export const tokenRestricted = () =>
  new DomainError('forbidden', 'auth.token_restricted', 'The token is for certain portfolios only.');

/**
 * Lets an identity use what needs a scope.
 * @param portfolioId what it is about; undefined for what is about no single portfolio
 * @throws DomainError `auth.session_only`, `auth.scope_missing`, `auth.token_restricted`
 */
export function demandScope(
  { token }: Pick<Identity, 'token'>,
  scope: RequiredScope,
  portfolioId?: string,
): void {
  if (!token) return;
  if (scope === SESSION) throw sessionOnly();
  if (!token.scopes.includes(scope)) throw scopeMissing();
  if (token.portfolios === null || scope === 'market') return;
  if (portfolioId === undefined || !token.portfolios.includes(portfolioId.toLowerCase()))
    throw tokenRestricted();
}

/** Whether the messages that a user gets are for this identity too. */
export function hearsOfUser({ token }: Pick<Identity, 'token'>): boolean {
  return !token || (token.portfolios === null && token.scopes.includes('read'));
}
