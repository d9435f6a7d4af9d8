import { IncomingMessage } from 'node:http';
import { invalidRequest } from '../../../common/errors/http.errors';
import { answerProblem } from './answer-problem';
import { EdgeHandler } from './before-express';

/** Refuses a request with two `Host` headers (RFC 9112): proxies and applications would believe different ones. */
export const oneHost: EdgeHandler = (request, response, next) => {
  if (namesOneHost(request)) return next();
  response.setHeader('Connection', 'close');
  answerProblem(request, response, invalidRequest('A request has one Host header.'));
};

/** Whether a request has no second `Host` header. */
export function namesOneHost({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (isHost(rawHeaders[i]!)) hosts += 1;
  return hosts <= 1;
}

/** Looks at the length first: this is asked of every header of every request. */
const isHost = (name: string) => name.length === 4 && name.toLowerCase() === 'host';
