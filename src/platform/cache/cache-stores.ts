import { Logger } from '@nestjs/common';
import Keyv from 'keyv';
import { MemoryStore } from './memory-store';
import { RedisStore } from './redis-store';

const logger = new Logger('Cache');

/** The stores of the cache in the order in which they are asked: this process's memory, then Redis for the fleet. */
export function cacheStores(redis: RedisStore): Keyv[] {
  const stores = [
    // Values stay objects here, and are shared: who reads one must not change it.
    new Keyv({ store: new MemoryStore(), useKeyPrefix: false, serialize: undefined, deserialize: undefined }),
    new Keyv({ store: redis, useKeyPrefix: false }),
  ];
  for (const store of stores) store.on('error', (error: unknown) => logger.error(error));
  return stores;
}
