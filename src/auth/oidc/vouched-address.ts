import { isEmail } from 'class-validator';
import { OidcIssuer } from '../../config/oidc-issuers';
import { isUnmistakable, normaliseEmail } from '../../users/email-address';
import { ProviderIdentity } from './oidc-link';
import { addressUnverified, foreignDomain } from './oidc.errors';

const MOST_CHARACTERS = 254;

/**
 * The address that a provider vouches for, of a domain that it may vouch for here.
 * @throws DomainError `auth.address_unverified`, `auth.foreign_domain`
 */
export function vouchedAddress(issuer: OidcIssuer, { verified_email }: ProviderIdentity): string {
  const email = verified_email === null ? '' : normaliseEmail(verified_email);
  if (!isEmail(email) || email.length > MOST_CHARACTERS || !isUnmistakable(email)) throw addressUnverified();
  if (!issuer.takes(email)) throw foreignDomain();
  return email;
}
