import { RedisOptions } from 'ioredis';

const SENTINEL_PORT = 26_379;

/**
 * Where a REDIS_URL points to. `redis+sentinel://user:password@host:26379,other-host/mymaster/0` asks the sentinels for
 * the master of that name, and again after a failover; `redis://` and `rediss://` are read by the client library itself.
 * @returns options for the client, or the URL as it is
 */
export function redisAddress(url: string): RedisOptions | string {
  if (!url.startsWith('redis+sentinel://')) return url;
  const [, credentials = '', hosts = '', name = 'mymaster', db = '0'] =
    /^redis\+sentinel:\/\/(?:([^@/]*)@)?([^/]+)(?:\/([^/?]+))?(?:\/(\d+))?/.exec(url) ?? [];
  const [username, password] = credentials.split(':').map(decodeURIComponent);
  return {
    name,
    db: Number(db),
    sentinels: hosts.split(',').map((address) => {
      const [host = '', port = SENTINEL_PORT] = address.split(':');
      return { host, port: Number(port) };
    }),
    ...(username && { username }),
    ...(password && { password }),
  };
}
