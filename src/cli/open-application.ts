import { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/**
 * Opens a module for a command. What keeps it from starting is thrown, for `runCommand` to tell in one line; what the
 * framework says about it meanwhile is left out.
 */
export async function openApplication(
  module: Parameters<typeof NestFactory.createApplicationContext>[0],
): Promise<INestApplicationContext> {
  const app = await NestFactory.createApplicationContext(module, {
    logger: ['error'],
    bufferLogs: true,
    autoFlushLogs: false,
    abortOnError: false,
  });
  app.flushLogs();
  return app;
}
