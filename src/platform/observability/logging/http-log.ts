import { PinoLogger } from 'nestjs-pino';
import { EndedAnswer } from '../../http/edge/observe-answers';
import { requestPath } from '../../http/edge/request-path';

const QUIET = /^\/(health|metrics)\b/;

/** Writes one line for every request when it ends, by one logger for all of them. */
export function httpLog(logger: PinoLogger): (answer: EndedAnswer) => void {
  return ({ request, response: { statusCode, writableFinished }, url, milliseconds }) => {
    const path = requestPath({ url });
    if (statusCode < 500 && QUIET.test(path)) return;
    const line = {
      context: 'Http',
      request_id: request.requestId,
      user_id: request.identity?.userId,
      method: request.method,
      path,
      status: statusCode,
      milliseconds: Math.round(milliseconds),
    };
    if (!writableFinished) logger.info(line, 'request aborted');
    else if (statusCode >= 500) logger.error(line, 'request failed');
    else logger.info(line, 'request completed');
  };
}
