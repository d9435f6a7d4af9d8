import { Logger } from '@nestjs/common';

/**
 * What nobody caught ends the process with a log line: a process in an unknown state must not go on taking work, and its
 * supervisor starts a fresh one. Unhandled rejections arrive here too, that is Node's default.
 */
export function installFailFast(): void {
  process.on('uncaughtException', (error, origin) => {
    new Logger('Process').fatal({ err: error }, `ended by an ${origin}`);
    process.exit(1);
  });
}
