// The databases of a run: those of MONGODB_URI and REDIS_URL, or the embedded stand-ins in this process, off the measured cores' servers.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export async function openStores() {
  const mongo = process.env.MONGODB_URI
    ? undefined
    : await embedded('mongo/embedded-mongo', 'startEmbeddedMongo');
  const redis = process.env.REDIS_URL
    ? undefined
    : await embedded('redis/embedded-redis', 'startEmbeddedRedis');
  return {
    names: `${mongo ? 'embedded MongoDB stand-in' : 'MongoDB of MONGODB_URI'}, ${redis ? 'embedded' : 'given'} Redis`,
    /** Settings of a fresh installation on these stores. */
    variables: (more = {}) => {
      const uri = new URL(mongo?.uri ?? process.env.MONGODB_URI);
      uri.pathname = `/bench_${randomBytes(4).toString('hex')}`;
      return {
        NODE_ENV: 'test',
        MONGODB_URI: uri.toString(),
        REDIS_URL: redis?.uri ?? process.env.REDIS_URL,
        JWT_SECRET: 'a-secret-for-benchmarks-of-32-characters',
        BCRYPT_COST: '10',
        RATE_LIMIT_PER_MINUTE: '100000000',
        RATE_LIMIT_AUTH_PER_MINUTE: '100000000',
        LOG_LEVEL: 'warn',
        ...more,
      };
    },
    close: async () => {
      await mongo?.close();
      await redis?.close();
    },
  };
}

function embedded(file, start) {
  return require(`../dist/embedded/${file}.js`)[start]({ nodeEnv: 'test' });
}
