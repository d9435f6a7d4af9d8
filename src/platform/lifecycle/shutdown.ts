import { INestApplication, Logger } from '@nestjs/common';
import { Lifecycle } from './lifecycle';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const DEADLINE = 14_000;

/**
 * On the first SIGTERM or SIGINT: readiness turns false, then everything closes, then the process ends.
 * A second signal, or 14 seconds, ends it at once.
 */
export function installShutdown(app: INestApplication, close: () => Promise<void>): void {
  const logger = new Logger('Shutdown');
  const leave = (signal: string) => {
    logger.log(`${signal}: draining`);
    app.get(Lifecycle).drain();
    setTimeout(() => process.exit(1), DEADLINE).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      leave(signal);
    });
  }
}
