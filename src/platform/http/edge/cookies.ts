import { parseCookie } from 'cookie';
import { Request } from 'express';

/** The name of a cookie of ours: over HTTPS one that browsers take from answers over HTTPS alone. */
export function cookieName(request: Request, name: string): string {
  return request.secure ? `__Secure-${name}` : name;
}

/** The value of a cookie of ours, also under the name that it had over HTTPS in earlier versions. */
export function readCookie(request: Request, name: string): string | undefined {
  const cookies = parseCookie(request.headers.cookie ?? '');
  return cookies[cookieName(request, name)] ?? cookies[name];
}
