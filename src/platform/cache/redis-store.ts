import { EventEmitter } from 'node:events';
import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { KeyvStoreAdapter, StoredData } from 'keyv';
import { OptionalRedis } from '../redis/optional-redis';
import { RedisConnections } from '../redis/redis-connections';

/**
 * Cached values in Redis, over the client for short commands. A Redis that does not answer in time has nothing: reads
 * miss and writes are dropped, without an error. Values arrive as text and carry their end; Redis forgets them then too.
 */
@Injectable()
export class RedisStore extends EventEmitter implements KeyvStoreAdapter, OnApplicationShutdown {
  readonly opts = {};
  private readonly redis: OptionalRedis;

  constructor(connections: RedisConnections) {
    super();
    this.redis = new OptionalRedis(connections, 'cache');
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    const text = await this.redis.ask((redis) => redis.get(this.redis.key(key)));
    // Keyv reads texts itself, though its type asks for what they say.
    return (text ?? undefined) as StoredData<Value> | undefined;
  }

  /** @param ttl milliseconds; a value without an end is refused, since nothing would ever remove it */
  async set(key: string, value: string, ttl?: number): Promise<boolean> {
    if (ttl === undefined) throw new Error(`${key} has no end to be cached until`);
    const answer = await this.redis.ask((redis) =>
      redis.set(this.redis.key(key), value, 'PX', Math.max(1, Math.ceil(ttl))),
    );
    return answer === 'OK';
  }

  async delete(key: string): Promise<boolean> {
    return (await this.redis.ask((redis) => redis.del(this.redis.key(key)))) === 1;
  }

  /** Entries end by themselves; to search Redis for them would hold up everybody else. */
  clear(): Promise<void> {
    return Promise.reject(new Error('The cache is not cleared; its entries expire'));
  }

  onApplicationShutdown(): void {
    this.redis.onApplicationShutdown();
  }
}
