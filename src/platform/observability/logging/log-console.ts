import { format } from 'node:util';
import { Logger } from '@nestjs/common';

/** Makes a log line of what libraries print, which would stand between the JSON lines as bare text. */
export function logConsole(): void {
  const logger = new Logger('Console');
  const print =
    (level: 'debug' | 'log' | 'warn' | 'error') =>
    (...printed: unknown[]) =>
      logger[level](format(...printed));
  Object.assign(console, {
    debug: print('debug'),
    log: print('log'),
    info: print('log'),
    warn: print('warn'),
    error: print('error'),
  });
}
