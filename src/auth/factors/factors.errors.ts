import { DomainError } from '../../common/errors/domain-error';

export const secondFactorRequired = () =>
  new DomainError(
    'forbidden',
    'auth.second_factor_required',
    'This account needs a second factor: add one under /api/v1/auth/factors first.',
  );

export const invalidTicket = () =>
  new DomainError(
    'unauthenticated',
    'auth.invalid_ticket',
    'The sign-in took too long or too many codes; begin again with the password.',
  );

export const totpExists = () =>
  new DomainError(
    'conflict',
    'auth.totp_exists',
    'The account has an authenticator app already; remove it first.',
  );

export const noFactor = () =>
  new DomainError('conflict', 'auth.no_factor', 'The account has no such second factor.');

export const deviceNotFound = () =>
  new DomainError('not_found', 'auth.device_not_found', 'There is no such remembered device.');
