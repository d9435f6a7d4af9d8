import { randomBytes } from 'node:crypto';
import { INestApplicationContext } from '@nestjs/common';
import { Variables } from '../config/load-environment';
import { welcomeText } from './welcome';

export interface StandIns {
  /** settings that point at what was started */
  variables: Variables;
  /** Fills a database that was started empty with demo data. */
  fill(app: INestApplicationContext): Promise<void>;
  /** What to tell the person at the terminal; nothing where all is real. */
  welcome(url: string): string;
  close(): Promise<void>;
}

const NONE: StandIns = {
  variables: {},
  fill: () => Promise.resolve(),
  welcome: () => '',
  close: () => Promise.resolve(),
};

/**
 * Starts what development lacks: a database, a Redis, a signing key. Production never gets a stand-in.
 * Their code is loaded only when they are needed.
 */
export async function startStandIns(given: Variables): Promise<StandIns> {
  if (given.NODE_ENV === 'production') return NONE;
  const mongo = given.MONGODB_URI ? undefined : await startMongo(given.NODE_ENV);
  const redis = given.REDIS_URL ? undefined : await startRedis();
  return {
    variables: {
      ...(mongo && { MONGODB_URI: mongo.uri }),
      ...(redis && { REDIS_URL: redis.uri }),
      ...(!given.JWT_SECRET && { JWT_SECRET: randomBytes(32).toString('hex') }),
    },
    fill: async (app) => {
      if (!mongo) return;
      const { loadDemoData } = await import('./demo-data');
      await loadDemoData(app);
    },
    welcome: (url) => (mongo ? welcomeText(url) : ''),
    close: async () => {
      await mongo?.close();
      await redis?.close();
    },
  };
}

async function startMongo(nodeEnv: string | undefined) {
  const { startEmbeddedMongo } = await import('./mongo/embedded-mongo');
  return startEmbeddedMongo({ nodeEnv });
}

async function startRedis() {
  const { startEmbeddedRedis } = await import('./redis/embedded-redis');
  return startEmbeddedRedis();
}
