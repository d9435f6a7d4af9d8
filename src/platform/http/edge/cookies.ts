import { parseCookie } from 'cookie';
import { Request } from 'express';

/** The name of a cookie of ours: over HTTPS one that browsers take from answers over HTTPS alone. */
export function cookieName(request: Request, name: string): string {
  return request.secure ? `__Secure-${name}` : name;
}

/** The value of a cookie of ours; over HTTPS not of one without the prefix, which a page without HTTPS may have set. */
export function readCookie(request: Request, name: string): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[cookieName(request, name)];
}
