import { CacheModule } from '@nestjs/cache-manager';
import { cacheStores } from './cache-stores';
import { RedisStore } from './redis-store';

/** `Cache` of `@nestjs/cache-manager`, to be injected anywhere; `wrap` is how a value is read through it. */
export const caching = CacheModule.registerAsync({
  isGlobal: true,
  extraProviders: [RedisStore],
  inject: [RedisStore],
  useFactory: (redis: RedisStore) => ({ stores: cacheStores(redis) }),
});
