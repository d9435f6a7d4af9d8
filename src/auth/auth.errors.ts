import { DomainError } from '../common/errors/domain-error';

/** One answer for an unknown address, a wrong password and an inactive account, so that none can be told apart. */
export const invalidCredentials = () =>
  new DomainError(
    'unauthenticated',
    'auth.invalid_credentials',
    'The address and the password do not belong together.',
  );

export const missingToken = () =>
  new DomainError(
    'unauthenticated',
    'auth.missing_token',
    'An access token is needed: Authorization: Bearer …',
  );

export const invalidToken = () =>
  new DomainError('unauthenticated', 'auth.invalid_token', 'The access token is not valid.');

export const expiredToken = () =>
  new DomainError('unauthenticated', 'auth.token_expired', 'The access token has expired; refresh it.');

export const sessionEnded = () =>
  new DomainError('unauthenticated', 'auth.session_ended', 'The session has ended; sign in again.');

export const superuserOnly = () =>
  new DomainError('forbidden', 'auth.superuser_only', 'Only superusers may do this.');

export const adminSessionNeeded = () =>
  new DomainError(
    'unauthenticated',
    'auth.admin_session_needed',
    'This page needs an admin session: POST /api/v1/auth/admin-session as a superuser.',
  );

export const invalidRefreshToken = () =>
  new DomainError(
    'unauthenticated',
    'auth.invalid_refresh_token',
    'The refresh token is not valid; sign in again.',
  );

export const wrongPassword = () =>
  new DomainError('invalid', 'auth.wrong_password', 'The current password is wrong.', {
    errors: [{ field: 'current_password', message: 'current_password is wrong' }],
  });

export const sessionNotFound = () =>
  new DomainError('not_found', 'auth.session_not_found', 'There is no such session.');

export const invalidCode = () =>
  new DomainError('invalid', 'auth.invalid_code', 'The code is wrong, was used before, or has ended.');

export const tooManyCodes = () =>
  new DomainError(
    'too_many_requests',
    'auth.too_many_codes',
    'Enough codes were sent lately; wait a while.',
    {
      retryAfter: 3_600,
    },
  );

export const channelOff = (channel: string) =>
  new DomainError('conflict', 'auth.channel_off', `This installation sends no ${channel}.`);

export const noPhone = () =>
  new DomainError('conflict', 'auth.no_phone', 'The account has no number to confirm.');

export const tooManyTokens = (most: number) =>
  new DomainError(
    'conflict',
    'auth.too_many_tokens',
    `An account has at most ${most} tokens; withdraw one first.`,
  );

export const tokenNotFound = () =>
  new DomainError('not_found', 'auth.token_not_found', 'There is no such token.');

export const foreignOrigin = () =>
  new DomainError('forbidden', 'auth.foreign_origin', 'This origin may not use the session cookie.');

/** @param seconds until the next attempt */
export const tooManyAttempts = (seconds: number) =>
  new DomainError(
    'too_many_requests',
    'auth.too_many_attempts',
    'Too many failed attempts; wait before the next one.',
    { retryAfter: seconds },
  );
