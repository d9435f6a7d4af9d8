import { randomBytes } from 'node:crypto';
import { Variables } from '../config/load-environment';
import { startEmbeddedMongo } from './mongo/embedded-mongo';
import { startEmbeddedRedis } from './redis/embedded-redis';

export interface StandIns {
  /** settings that point at what was started */
  variables: Variables;
  /** whether the database is a stand-in, so that nothing outlives the process and demo data are welcome */
  databaseIsEmbedded: boolean;
  close(): Promise<void>;
}

/** Starts what development lacks: a database, a Redis, a signing key. Production never gets a stand-in. */
export async function startStandIns(given: Variables): Promise<StandIns> {
  if (given.NODE_ENV === 'production') {
    return { variables: {}, databaseIsEmbedded: false, close: () => Promise.resolve() };
  }
  const mongo = given.MONGODB_URI ? undefined : await startEmbeddedMongo({ nodeEnv: given.NODE_ENV });
  const redis = given.REDIS_URL ? undefined : await startEmbeddedRedis();
  return {
    variables: {
      ...(mongo && { MONGODB_URI: mongo.uri }),
      ...(redis && { REDIS_URL: redis.uri }),
      ...(!given.JWT_SECRET && { JWT_SECRET: randomBytes(32).toString('hex') }),
    },
    databaseIsEmbedded: mongo !== undefined,
    close: async () => {
      await mongo?.close();
      await redis?.close();
    },
  };
}
