import { Request } from 'express';

/**
 * Whether a request comes from a page of this very origin, or from no page: a browser tells at least one of `Origin` and
 * `Sec-Fetch-Site`. A page that is opened by its address or a bookmark counts as own.
 */
export function isOfOwnOrigin({ headers, protocol }: Request): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined) return origin === `${protocol}://${host}`;
  return site === undefined || site === 'same-origin' || site === 'none';
}
