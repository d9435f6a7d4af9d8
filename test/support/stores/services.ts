interface Service {
  uri: string;
  close(): Promise<void>;
}

/** Stand-ins that this test run started itself; none when the URLs of real servers were given. */
const started: Service[] = [];

/** Gives every test file MONGODB_URI and REDIS_URL, starting the embedded stand-ins where they are not set. */
export async function startServices(): Promise<void> {
  if (!process.env.MONGODB_URI) {
    const { startEmbeddedMongo } = await import('../../../src/embedded/mongo/embedded-mongo');
    process.env.MONGODB_URI = await start(startEmbeddedMongo({ nodeEnv: 'test' }));
  }
  if (!process.env.REDIS_URL) {
    const { startEmbeddedRedis } = await import('../../../src/embedded/redis/embedded-redis');
    process.env.REDIS_URL = await start(startEmbeddedRedis());
  }
}

export async function stopServices(): Promise<void> {
  for (const service of started.splice(0)) await service.close();
}

async function start(starting: Promise<Service>): Promise<string> {
  const service = await starting;
  started.push(service);
  return service.uri;
}
