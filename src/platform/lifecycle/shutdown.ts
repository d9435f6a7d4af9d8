import { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { INestApplication, Logger } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { StreamServer } from '../stream/stream-server';
import { startIsOver } from './end-start';
import { endKeepAlive, finishRequests, stopListening } from './http-drain';
import { Lifecycle } from './lifecycle';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const DEADLINE_MS = 14_000;
const LINGER_MS = 2_000;

/**
 * On the first SIGTERM or SIGINT: readiness turns false and answers end their connections; after a moment for the
 * balancer to notice, new connections are refused, sockets are sent elsewhere, requests in flight and on open connections
 * finish, `close` lets the jobs finish and closes the stores, and the process ends. A second signal, or 14 seconds, ends it
 * at once.
 */
export function installShutdown(app: INestApplication, close: () => Promise<void>): void {
  const logger = new Logger('Shutdown');
  const leave = async (signal: string) => {
    logger.log(`${signal}: draining`);
    setTimeout(() => {
      logger.error('not done in time, leaving the rest to others');
      process.exit(1);
    }, DEADLINE_MS).unref();
    await stopServing(app);
    await close();
    logger.log('drained');
  };
  startIsOver();
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      leave(signal).then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error(error);
          process.exit(1);
        },
      );
    });
  }
}

async function stopServing(app: INestApplication): Promise<void> {
  const server = app.getHttpServer() as Server;
  const { servesApi, drainSeconds } = app.get(Environment);
  app.get(Lifecycle).drain();
  endKeepAlive(server);
  if (servesApi) await pause(drainSeconds * 1_000);
  // Before the sockets go, so that none of them comes back to this instance.
  const ended = stopListening(server);
  await app.get(StreamServer).releaseSockets();
  await finishRequests(server, ended, drainSeconds > 0 ? LINGER_MS : 0);
}
