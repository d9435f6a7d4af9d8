import { invalidRequest } from '../../../common/errors/http.errors';
import { problemOf } from '../../../common/errors/problem-of';
import { EdgeHandler } from './before-express';

/** Refuses a request with two `Host` headers (RFC 9112): proxies and applications would believe different ones. */
export const oneHost: EdgeHandler = (request, response, next) => {
  const { rawHeaders, url = '/', requestId } = request;
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (isHost(rawHeaders[i]!)) hosts += 1;
  if (hosts <= 1) return next();
  const problem = problemOf(invalidRequest('A request has one Host header.'), url, requestId);
  response.writeHead(problem.status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(JSON.stringify(problem));
};

/** Looks at the length first: this is asked of every header of every request. */
const isHost = (name: string) => name.length === 4 && name.toLowerCase() === 'host';
