import { IncomingMessage } from 'node:http';

/**
 * The address that a request came from, as Express tells it, where Express has not seen the request.
 * @param proxies in front that add to `X-Forwarded-For`; what stands before theirs anybody may have written
 */
export function forwardedAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  proxies: number,
): string | undefined {
  const { remoteAddress } = socket;
  const told = headers['x-forwarded-for'];
  if (proxies === 0 || !told) return remoteAddress;
  const chain = String(told)
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean);
  return chain[Math.max(0, chain.length - proxies)] ?? remoteAddress;
}
