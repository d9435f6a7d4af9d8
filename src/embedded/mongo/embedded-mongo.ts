import { CursorRegistry } from './cursor-registry';
import { WireServer } from './server';
import { Databases } from './store/databases';
import { removeExpired } from './store/ttl-sweep';

/** A running embedded server. */
export interface EmbeddedMongo {
  /** A connection string that names the `tickfolio` database. */
  readonly uri: string;
  readonly port: number;
  /** Cuts all connections, forgets all data and frees the port. */
  close(): Promise<void>;
}

/** How to run an embedded server. */
export interface EmbeddedMongoOptions {
  /** The port to listen on; a free one when left out. */
  readonly port?: number;
  /** The environment the application runs in; `production` is refused. */
  readonly nodeEnv?: string;
  /** How often documents past their TTL are removed, in milliseconds; a minute as on the real server. */
  readonly ttlSweepMs?: number;
  /** The clock of TTL indexes and `$currentDate`. */
  readonly now?: () => Date;
}

/**
 * Starts a MongoDB wire-protocol server inside this process, for development and tests: in memory, on the loopback
 * interface, a standalone without authentication or transactions. Mongoose and the driver talk to it unchanged.
 *
 * @throws Error in production, where data must outlive the process.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions = {}): Promise<EmbeddedMongo> {
  const { port: wantedPort = 0, nodeEnv, ttlSweepMs = 60_000, now = () => new Date() } = options;
  if (nodeEnv === 'production') {
    throw new Error(
      'The embedded MongoDB keeps data in memory only and does not run in production: set MONGODB_URI',
    );
  }
  const databases = new Databases();
  const cursors = new CursorRegistry();
  const server = new WireServer({ databases, cursors, now });
  const port = await server.listen(wantedPort);
  const sweep = setInterval(() => {
    removeExpired(databases, now());
    cursors.dropIdle(new Date());
  }, ttlSweepMs).unref();
  return {
    uri: `mongodb://127.0.0.1:${port}/tickfolio`,
    port,
    close: async () => {
      clearInterval(sweep);
      await server.close();
    },
  };
}
