import { DomainError } from '../../common/errors/domain-error';

export const passkeysOff = () =>
  new DomainError('conflict', 'auth.passkeys_off', 'This installation takes no passkeys.');

export const invalidPasskey = () =>
  new DomainError(
    'invalid',
    'auth.invalid_passkey',
    'The passkey is not known, its answer is not right, was given before, or came too late.',
  );

export const passkeyNotFound = () =>
  new DomainError('not_found', 'auth.passkey_not_found', 'There is no such passkey.');

export const tooManyPasskeys = (most: number) =>
  new DomainError(
    'conflict',
    'auth.too_many_passkeys',
    `An account has at most ${most} passkeys; remove one first.`,
  );
