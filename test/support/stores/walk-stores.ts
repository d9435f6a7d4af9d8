import { getConnectionToken } from '@nestjs/mongoose';
import mongoose, { Connection } from 'mongoose';
import type { Redis } from 'ioredis';
import { RedisConnections } from '../../../src/platform/redis/redis-connections';
import type { TestApp } from '../application/app';

/** Where in the stores of an installation a text stands: `collection` or `redis key`, as often as it does, sorted. */
export async function placesNaming(
  { app, environment }: Pick<TestApp, 'app' | 'environment'>,
  names: string[],
): Promise<string[]> {
  const isNaming = (text: string) => names.some((name) => text.includes(name));
  const { db } = app.get<Connection>(getConnectionToken());
  const places: string[] = [];
  for (const { name } of await db!.listCollections().toArray()) {
    for await (const document of db!.collection(name).find()) {
      if (isNaming(textOf(document))) places.push(name);
    }
  }
  const redis = app.get(RedisConnections);
  for (const server of redis.servers) {
    for await (const keys of server.scanStream({ match: `{${environment.namespace}:*` }) as AsyncIterable<
      string[]
    >) {
      for (const key of keys)
        if (isNaming(`${key} ${await contentOf(server, key)}`)) places.push(`redis ${key}`);
    }
  }
  return places.sort();
}

/** All values of a document: ids as hex digits, and bytes as text too, since an id may stand in them. */
function textOf(value: unknown): string {
  if (value instanceof mongoose.mongo.Binary) return Buffer.from(value.value()).toString('latin1');
  if (value instanceof mongoose.mongo.ObjectId) return value.toHexString();
  if (value === null || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${textOf(part)}`)
    .join(' ');
}

async function contentOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'string':
      return (await redis.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'list':
      return (await redis.lrange(key, 0, -1)).join(' ');
    case 'set':
      return (await redis.smembers(key)).join(' ');
    case 'zset':
      return (await redis.zrange(key, '0', '-1')).join(' ');
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    default:
      return '';
  }
}
