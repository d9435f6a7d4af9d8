import { invalidRequest } from '../../../common/errors/http.errors';
import { answerProblem } from './answer-problem';
import { EdgeHandler } from './before-express';

/** Refuses a request with two `Host` headers (RFC 9112): proxies and applications would believe different ones. */
export const oneHost: EdgeHandler = (request, response, next) => {
  const { rawHeaders } = request;
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (isHost(rawHeaders[i]!)) hosts += 1;
  if (hosts <= 1) return next();
  response.setHeader('Connection', 'close');
  answerProblem(request, response, invalidRequest('A request has one Host header.'));
};

/** Looks at the length first: this is asked of every header of every request. */
const isHost = (name: string) => name.length === 4 && name.toLowerCase() === 'host';
