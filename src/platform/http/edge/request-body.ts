import { IncomingMessage } from 'node:http';
import express, { NextFunction, Request, Response } from 'express';
import { toDomainError } from '../../../common/errors/to-domain-error';
import { unsupportedMediaType } from '../../../common/errors/http.errors';
import { assertPlain } from './plain-json';

const LIMIT = '256kb';

/** Takes up to 5,000 lines of a ledger at once. */
const LINES_ROUTE = /\/transactions\/?$/;
const LINES_LIMIT = '4mb';

const json = express.json({ limit: LIMIT });
const jsonOfLines = express.json({ limit: LINES_LIMIT });

/**
 * Reads a JSON body into `request.body`.
 * @throws DomainError for what is too large, of another type, malformed or meant to harm
 */
export async function readJsonBody(request: Request, response: Response): Promise<void> {
  if (!request.is('application/json')) throw unsupportedMediaType('application/json');
  await new Promise<void>((resolve, reject) => {
    // Made ours here: Nest would turn a syntax error into its message, which quotes the body.
    const read = LINES_ROUTE.test(request.path) ? jsonOfLines : json;
    read(request, response, (error?: unknown) => (error ? reject(toDomainError(error)) : resolve()));
  });
  assertPlain(request.body);
}

/** `readJsonBody` for pages that are no route of Nest. */
export function jsonBody(request: Request, response: Response, next: NextFunction): void {
  if (hasBody(request)) readJsonBody(request, response).then(() => next(), next);
  else next();
}

/** Whether a request brings one, by its headers. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
