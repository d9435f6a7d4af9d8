import { randomBytes } from 'node:crypto';
import { NestExpressApplication } from '@nestjs/platform-express';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { closeApplication, createApplication } from '../../../src/app.setup';
import { Environment } from '../../../src/config/environment';
import { loadEnvironment, Variables } from '../../../src/config/load-environment';
import { buildIndexes } from '../../../src/platform/mongo/indexes';
import { observeResponses } from '../contract/observed-responses';

export interface TestApp {
  app: NestExpressApplication;
  environment: Environment;
  /** such as http://127.0.0.1:40123 */
  url: string;
  /** drops this application's database and ends it */
  close(this: void): Promise<void>;
  /** ends it; the database stays for the other instances */
  leave(this: void): Promise<void>;
}

/** Settings of a fresh installation on the test run's servers: its own database, hence its own names in Redis. */
export function testVariables(variables: Variables = {}): Variables {
  const uri = new URL(process.env.MONGODB_URI ?? '');
  uri.pathname = `/test_${randomBytes(6).toString('hex')}`;
  return {
    NODE_ENV: 'test',
    PORT: '0',
    MONGODB_URI: uri.toString(),
    REDIS_URL: process.env.REDIS_URL,
    JWT_SECRET: 'test-secret-of-at-least-32-characters',
    BCRYPT_COST: '4',
    RATE_LIMIT_PER_MINUTE: '100000',
    RATE_LIMIT_AUTH_PER_MINUTE: '100000',
    LOG_LEVEL: 'warn',
    ...variables,
  };
}

/**
 * Starts the whole application as main does, on a free port, with a database of its own. Every answer it gives is
 * compared with its OpenAPI document.
 */
export async function startApp(variables: Variables = {}): Promise<TestApp> {
  const environment = loadEnvironment(testVariables(variables));
  const app = await createApplication(environment);
  const connection = app.get<Connection>(getConnectionToken());
  await buildIndexes(connection);
  observeResponses(app.getHttpServer());
  await app.listen(0, '127.0.0.1');
  const scheme = environment.TLS_CERT_PATH ? 'https' : 'http';
  const { port } = app.getHttpServer().address() as { port: number };
  return {
    app,
    environment,
    url: `${scheme}://127.0.0.1:${port}`,
    close: async () => {
      await connection.dropDatabase();
      await closeApplication(app);
    },
    leave: () => closeApplication(app),
  };
}

/** Instances of one installation: the same database, hence the same names in Redis. */
export async function startFleet(
  variables: Variables = {},
): Promise<{ apps: [TestApp, TestApp]; close(this: void): Promise<void> }> {
  const shared = testVariables(variables);
  const apps: [TestApp, TestApp] = [await startApp(shared), await startApp(shared)];
  return {
    apps,
    close: async () => {
      await apps[1].leave();
      await apps[0].close();
    },
  };
}
