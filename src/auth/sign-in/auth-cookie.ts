import { CookieOptions, Request } from 'express';

/** Of cookies that no script can read and no other site can send, for the routes that use them. */
export const authCookieOptions = (request: Request): CookieOptions => ({
  path: '/api/v1/auth/cookie',
  httpOnly: true,
  sameSite: 'strict',
  secure: request.secure,
});
