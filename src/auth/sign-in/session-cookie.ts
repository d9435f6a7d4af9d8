import { Request, Response } from 'express';
import { Environment } from '../../config/environment';
import { foreignOrigin, invalidRefreshToken } from '../auth.errors';
import { cookieName, readCookie } from '../../platform/http/edge/cookies';
import { authCookieOptions } from './auth-cookie';

const NAME = 'tickfolio_refresh';

/** Hands the refresh token to the browser, where no script can read it and no other site can send it. */
export function setRefreshCookie(
  request: Request,
  response: Response,
  refreshToken: string,
  { JWT_REFRESH_TTL }: Environment,
): void {
  const maxAge = JWT_REFRESH_TTL * 1_000;
  response.cookie(cookieName(request, NAME), refreshToken, { ...authCookieOptions(request), maxAge });
}

export function clearRefreshCookie(request: Request, response: Response): void {
  for (const name of new Set([cookieName(request, NAME), NAME])) {
    response.clearCookie(name, authCookieOptions(request));
  }
}

/** @throws DomainError `auth.invalid_refresh_token` where there is none */
export function refreshCookie(request: Request): string {
  const token = readCookie(request, NAME);
  if (!token) throw invalidRefreshToken();
  return token;
}

/**
 * A page of another origin cannot use the cookie: `SameSite=Strict` keeps other sites out, this also other hosts of the same
 * site. A caller that tells no origin is no browser.
 * @throws DomainError `auth.foreign_origin`
 */
export function refuseForeignOrigin(request: Request, { CORS_ORIGINS }: Environment): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined && (site === undefined || site === 'same-origin')) return;
  if (origin === `${request.protocol}://${host}`) return;
  if (origin === undefined || !CORS_ORIGINS.includes(origin)) throw foreignOrigin();
}
