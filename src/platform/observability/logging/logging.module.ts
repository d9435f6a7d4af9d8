import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Environment } from '../../../config/environment';
import { currentCorrelation } from './correlation';

const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'current_password',
  'new_password',
  'hashed_password',
  'access_token',
  'refresh_token',
  'token',
  'apikey',
];

/**
 * JSON lines on standard output, with correlation and without secrets. Requests are logged by `httpLog`, which runs
 * before anything can fail; the library's own middleware would come after body parsing.
 */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Environment],
      useFactory: ({ LOG_LEVEL }: Environment) => ({
        useExisting: true,
        forRoutes: [],
        pinoHttp: {
          level: LOG_LEVEL,
          redact: {
            paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
            censor: '[redacted]',
          },
          mixin: () => ({ ...currentCorrelation() }),
        },
      }),
    }),
  ],
})
export class LoggingModule {}
