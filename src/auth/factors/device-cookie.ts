import { Request, Response } from 'express';
import { authCookie, authCookieOptions } from '../sign-in/auth-cookie';
import { REMEMBERED_SECONDS } from './remembered-device';

const NAME = 'tickfolio_device';

/** Lets this browser be known again. */
export function setDeviceCookie(request: Request, response: Response, token: string): void {
  response.cookie(NAME, token, { ...authCookieOptions(request), maxAge: REMEMBERED_SECONDS * 1_000 });
}

export function deviceCookie(request: Request): string | undefined {
  return authCookie(request, NAME);
}
