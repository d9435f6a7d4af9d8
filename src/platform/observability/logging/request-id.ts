import { randomUUID } from 'node:crypto';
import { EdgeHandler } from '../../http/edge/before-express';

declare module 'http' {
  interface IncomingMessage {
    requestId: string;
  }
}

/** The header that brings a request's name, and takes it back. */
export const REQUEST_ID = 'X-Request-Id';

const SANE = /^[A-Za-z0-9._-]{8,64}$/;

/** Names every request: as its sender does where that is sane. */
export const nameRequest: EdgeHandler = (request, _response, next) => {
  const given = request.headers['x-request-id'];
  request.requestId = typeof given === 'string' && SANE.test(given) ? given : randomUUID();
  next();
};

/** Has the answer carry the name. */
export const tellRequestId: EdgeHandler = (request, response, next) => {
  response.setHeader(REQUEST_ID, request.requestId);
  next();
};
