import { EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded/mongo/embedded-mongo';
import { EmbeddedRedis, startEmbeddedRedis } from '../../src/embedded/redis/embedded-redis';

/** Stand-ins that this test run started itself; nothing when the URLs of real servers were given. */
export const started: { mongo?: EmbeddedMongo; redis?: EmbeddedRedis } = {};

/** Gives every test file MONGODB_URI and REDIS_URL, starting the embedded stand-ins where they are not set. */
export async function startServices(): Promise<void> {
  if (!process.env.MONGODB_URI) {
    started.mongo = await startEmbeddedMongo({ nodeEnv: 'test' });
    process.env.MONGODB_URI = started.mongo.uri;
  }
  if (!process.env.REDIS_URL) {
    started.redis = await startEmbeddedRedis();
    process.env.REDIS_URL = started.redis.uri;
  }
}

export async function stopServices(): Promise<void> {
  await started.mongo?.close();
  await started.redis?.close();
}
