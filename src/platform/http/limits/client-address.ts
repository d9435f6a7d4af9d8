import { isIPv6 } from 'node:net';

/**
 * The part of an address that one client controls, for counting: an IPv4 address itself, of IPv6 the /64 network,
 * since a single host has all of it to choose from. Some proxies tell the port too, which each connection has anew.
 */
export function countedAddress(told: string | undefined): string {
  if (!told) return 'unknown';
  const address = /^\[(.+)\](:\d+)?$/.exec(told)?.[1] ?? /^([\d.]+):\d+$/.exec(told)?.[1] ?? told;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  return isIPv6(address) ? `${groupsOf(address).slice(0, 4).join(':')}::/64` : address;
}

function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const start = head.split(':').filter(Boolean);
  const end = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0');
  return [...start, ...(tail === undefined ? [] : zeros), ...end].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}
