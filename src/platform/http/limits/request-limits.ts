import { ServerResponse } from 'node:http';
import { Identity } from '../../../common/identity/identity';
import { countedAddress } from './client-address';
import { RequestAllowance } from './fleet-limit';
import { Hits } from './fleet-throttler-storage';
import { tooManyRequests } from './limits.errors';

/** Milliseconds in the window of every limit. */
export const WINDOW_MS = 60_000;

/** The throttler that every route has, and the one that a route names by `@Throttle({ strict: {} })` instead. */
export const GENERAL = 'default';
export const STRICT = 'strict';

/** Whom a request is counted for: the user or the token, and where there is neither the address it came from. */
export function callerOf({ identity, ip }: { identity?: Identity; ip?: string }): string {
  if (!identity) return addressOf({ ip });
  return identity.token ? `token:${identity.sessionId}` : `user:${identity.userId}`;
}

/** The address alone, for routes where a token proves nothing yet: accounts would multiply the guesses. */
export function addressOf({ ip }: { ip?: string }): string {
  return `address:${countedAddress(ip)}`;
}

/**
 * Tells the client what is left to it.
 * @throws DomainError `rate_limit.exceeded` when nothing was
 */
export function admit(
  response: ServerResponse,
  limit: number,
  { totalHits, timeToExpire, isBlocked }: Hits,
): void {
  tellLimit(response, limit, Math.max(0, limit - totalHits), timeToExpire);
  if (isBlocked) throw tooManyRequests(timeToExpire);
}

/** @param reset seconds until the whole limit is there again */
export function tellLimit(response: ServerResponse, limit: number, remaining: number, reset: number): void {
  const headers = limitHeaders({ limit, remaining, reset });
  for (let i = 0; i < headers.length; i += 2) response.setHeader(headers[i]!, headers[i + 1]!);
}

/** What tells a caller its limit, as names and values in turn. */
export function limitHeaders({ limit, remaining, reset }: Omit<RequestAllowance, 'allowed'>): string[] {
  return [
    'RateLimit-Limit',
    String(limit),
    'RateLimit-Remaining',
    String(remaining),
    'RateLimit-Reset',
    String(reset),
    'RateLimit-Policy',
    `${limit};w=${WINDOW_MS / 1_000}`,
  ];
}

/** Whether the request of this answer was counted already. */
export function isCounted(response: ServerResponse): boolean {
  return response.hasHeader('RateLimit-Limit');
}
