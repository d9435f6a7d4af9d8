import { PinoLogger } from 'nestjs-pino';
import { EdgeHandler } from '../../http/edge/before-express';
import { requestPath } from '../../http/edge/request-path';
import { requestIdFor } from './request-id';

declare module 'http' {
  interface IncomingMessage {
    requestId: string;
  }
}

const QUIET = /^\/(health|metrics)\b/;

/**
 * Names every request and writes one line when it ends. One line and no logger of its own per request, because this runs
 * before everything else on every request.
 */
export function httpLog(logger: PinoLogger): EdgeHandler {
  return (request, response, next) => {
    const path = requestPath(request);
    request.requestId = requestIdFor(request, response);
    const startedAt = performance.now();
    response.on('close', () => {
      const { statusCode, writableFinished } = response;
      if (statusCode < 500 && QUIET.test(path)) return;
      const line = {
        context: 'Http',
        request_id: request.requestId,
        user_id: request.identity?.userId,
        method: request.method,
        path,
        status: statusCode,
        milliseconds: Math.round(performance.now() - startedAt),
      };
      if (!writableFinished) logger.info(line, 'request aborted');
      else if (statusCode >= 500) logger.error(line, 'request failed');
      else logger.info(line, 'request completed');
    });
    next();
  };
}
