import { Request, Response } from 'express';
import { cookieName, readCookie } from '../../../platform/http/edge/cookies';
import { authCookieOptions } from '../../sign-in/auth-cookie';
import { REMEMBERED_SECONDS } from './remembered-device';

const NAME = 'tickfolio_device';

/** Lets this browser be known again. */
export function setDeviceCookie(request: Request, response: Response, token: string): void {
  const maxAge = REMEMBERED_SECONDS * 1_000;
  response.cookie(cookieName(request, NAME), token, { ...authCookieOptions(request), maxAge });
}

export function deviceCookie(request: Request): string | undefined {
  return readCookie(request, NAME);
}
