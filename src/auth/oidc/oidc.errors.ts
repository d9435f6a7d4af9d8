import { DomainError } from '../../common/errors/domain-error';

export const providerNotFound = () =>
  new DomainError('not_found', 'auth.provider_not_found', 'This installation takes no sign-ins of it.');

export const providerUnavailable = () =>
  new DomainError('unavailable', 'auth.provider_unavailable', 'The provider does not answer; try again.', {
    retryAfter: 5,
  });

export const invalidProviderAnswer = () =>
  new DomainError(
    'invalid',
    'auth.invalid_provider_answer',
    'The answer of the provider is not right, was given before, or came too late; begin again.',
  );

export const addressUnverified = () =>
  new DomainError(
    'forbidden',
    'auth.address_unverified',
    'The provider does not vouch for a mail address of yours.',
  );

export const foreignDomain = () =>
  new DomainError(
    'forbidden',
    'auth.foreign_domain',
    'Addresses of this domain may not sign in by this provider.',
  );

export const linkNeeded = () =>
  new DomainError(
    'conflict',
    'auth.link_needed',
    'There is an account with this address: sign in with its password and link the provider.',
  );

export const linkTaken = () =>
  new DomainError(
    'conflict',
    'auth.link_taken',
    'The account has a link to this provider already, or the identity there is linked to another account.',
  );

export const otherAddress = () =>
  new DomainError(
    'conflict',
    'auth.other_address',
    'A link needs the confirmed address of the account; the provider vouches for another, or yours is not confirmed.',
  );

export const linkNotFound = () =>
  new DomainError('not_found', 'auth.link_not_found', 'There is no such link.');
