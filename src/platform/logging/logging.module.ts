import { Module, RequestMethod } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Environment } from '../../config/environment';
import { currentCorrelation } from './correlation';
import { requestIdFor } from './request-id';

const REDACTED = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  '*.password',
  '*.current_password',
  '*.new_password',
  '*.access_token',
  '*.refresh_token',
  '*.token',
  '*.apikey',
];

/** JSON lines on standard output, with correlation and without secrets. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Environment],
      useFactory: (environment: Environment) => ({
        forRoutes: [{ path: '*path', method: RequestMethod.ALL }],
        pinoHttp: {
          level: environment.LOG_LEVEL,
          genReqId: requestIdFor,
          redact: { paths: REDACTED, censor: '[redacted]' },
          mixin: () => ({ ...currentCorrelation() }),
          quietReqLogger: true,
          autoLogging: { ignore: ({ url }) => /^\/(health|metrics)/.test(url ?? '') },
          serializers: {
            req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
              id,
              method,
              url: url.split('?', 1)[0],
            }),
            res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
          },
        },
      }),
    }),
  ],
})
export class LoggingModule {}
