import { Cluster, ClusterOptions, Redis, RedisOptions } from 'ioredis';
import { redisAddress } from './redis-address';

/** A connection to one Redis server, or to a cluster of them; the commands are the same. */
export type RedisClient = Redis | Cluster;

export type ConnectionMode = 'fail-fast' | 'patient';

/** milliseconds */
const LOOK_FOR_MOVED_SLOTS_EVERY_MS = 2_000;

const retryStrategy = (attempt: number) => Math.min(attempt * 100, 2_000);

/**
 * How a client behaves while Redis is away:
 * - `fail-fast`: commands are refused at once, so that a request is never held up (reads, limits, job producers)
 * - `patient`: commands wait for Redis to come back (job consumers, subscribers, the Socket.IO adapter)
 */
const SERVER = {
  'fail-fast': { enableOfflineQueue: false, maxRetriesPerRequest: 0, connectTimeout: 2_000, retryStrategy },
  patient: { maxRetriesPerRequest: null, connectTimeout: 5_000, retryStrategy },
} satisfies Record<ConnectionMode, RedisOptions>;

/** The same for a cluster, where what may be away is the node of the slot that a command belongs to. */
const CLUSTER = {
  'fail-fast': { retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
  patient: { maxRedirections: Infinity },
} satisfies Record<ConnectionMode, ClusterOptions>;

/** Connects to whatever the URL names, in the background. */
export function openRedis(url: string, mode: ConnectionMode, connectionName: string): RedisClient {
  const address = redisAddress(url);
  const options = { ...SERVER[mode], connectionName };
  if (address.kind === 'server') return new Redis(address.url, options);
  // Without the detector a master that is frozen, not gone, would be waited for although another one has its place.
  if (address.kind === 'sentinels')
    return new Redis({ ...address.options, ...options, failoverDetector: true });
  const Client = mode === 'patient' ? Cluster : ImpatientCluster;
  return new Client(address.nodes, {
    ...CLUSTER[mode],
    clusterRetryStrategy: retryStrategy,
    // It asks any node, also one that is down, and a `connect()` whose check failed is never settled: job consumers wait for it.
    enableReadyCheck: false,
    // Certificates are for names, so those are kept where the connections are encrypted.
    ...(address.options.tls && { dnsLookup: (host, found) => found(null, host) }),
    redisOptions: { ...options, ...address.options },
  });
}

/**
 * Lets a cluster's client find out that slots have moved also when their node is frozen and says nothing: it asks the
 * others. The library's own interval goes on after a disconnect.
 */
export function followMovedSlots(client: RedisClient): void {
  if (!(client instanceof Cluster)) return;
  const look = () => {
    if (client.status === 'ready') client.refreshSlotsCache();
  };
  const timer = setInterval(look, LOOK_FOR_MOVED_SLOTS_EVERY_MS).unref();
  client.once('end', () => clearInterval(timer));
}

/**
 * Refuses commands while there is no cluster. `enableOfflineQueue: false` would also refuse those that come in the moment
 * in which a node is being connected, which happens with the first command to each.
 */
class ImpatientCluster extends Cluster {
  override sendCommand(...[command, ...more]: Parameters<Cluster['sendCommand']>): unknown {
    if (this.status !== 'ready' && command.name !== 'cluster') {
      command.reject(new Error('The Redis Cluster is away.'));
      return command.promise;
    }
    return super.sendCommand(command, ...more);
  }
}
