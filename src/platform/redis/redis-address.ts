import type { ClusterNode, RedisOptions } from 'ioredis';

interface HostAndPort {
  host: string;
  port: number;
}

/** Where a REDIS_URL points to: one server, the master that sentinels name, or a cluster. */
export type RedisAddress =
  | { kind: 'server'; url: string }
  | { kind: 'sentinels'; options: RedisOptions & { sentinels: HostAndPort[] } }
  | { kind: 'cluster'; nodes: ClusterNode[]; options: Pick<RedisOptions, 'username' | 'password' | 'tls'> };

const PORTS = { sentinel: 26_379, cluster: 6_379 };
const SEVERAL =
  /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/]*)@)?([^/?]+)(?:\/([^/?]+))?(?:\/(\d+))?\/?(?:\?.*)?$/;
const ADDRESS = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/;

/**
 * `redis+sentinel://user:password@host:26379,other/mymaster/0` asks the sentinels for the master of that name, and again
 * after a failover; `redis+cluster://user:password@host:6379,other` finds all nodes from those named; `rediss+…` is either
 * over TLS. Anything else is read by the client library itself.
 */
export function redisAddress(url: string): RedisAddress {
  const [, scheme, kind, credentials = '', hosts = '', name = 'mymaster', db = '0'] = SEVERAL.exec(url) ?? [];
  if (kind !== 'sentinel' && kind !== 'cluster') return { kind: 'server', url };
  const [username, password] = credentials.split(':').map(decodeURIComponent);
  const overTls = scheme === 'rediss';
  const nodes = hosts.split(',').map((address) => hostAndPort(address, PORTS[kind]));
  const options = {
    ...(username && { username }),
    ...(password && { password }),
    ...(overTls && { tls: {} }),
  };
  if (kind === 'cluster') return { kind, nodes, options };
  return {
    kind: 'sentinels',
    options: {
      name,
      db: Number(db),
      sentinels: nodes,
      ...options,
      ...(overTls && { enableTLSForSentinelMode: true }),
    },
  };
}

function hostAndPort(address: string, usualPort: number): HostAndPort {
  const [, bracketed, plain, port] = ADDRESS.exec(address) ?? [];
  return { host: bracketed ?? plain ?? address, port: Number(port ?? usualPort) };
}
