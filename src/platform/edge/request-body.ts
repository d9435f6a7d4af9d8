import { IncomingMessage } from 'node:http';
import express, { NextFunction, Request, Response } from 'express';
import { DomainError } from '../../common/errors/domain-error';
import { toDomainError } from '../../common/errors/to-domain-error';
import { assertPlain } from './plain-json';

const LIMIT = '256kb';

/** The routes that take CSV, by the end of their path; they read it themselves, as it streams in. */
const CSV_ROUTE = /\/assets\/import\/?$/;

const json = express.json({ limit: LIMIT });

/** Reads a request's body, and refuses what is too large, of another type, malformed or meant to harm. */
export function requestBody(request: Request, response: Response, next: NextFunction): void {
  if (!hasBody(request)) {
    next();
    return;
  }
  const wantsCsv = CSV_ROUTE.test(request.path);
  if (!request.is(wantsCsv ? 'text/csv' : 'application/json')) {
    next(unsupported(wantsCsv ? 'text/csv' : 'application/json'));
    return;
  }
  if (wantsCsv) {
    next();
    return;
  }
  json(request, response, (error?: unknown) => {
    // Made ours here: Nest would turn a syntax error into its message, which quotes the body.
    next(error ? toDomainError(error) : problemOf(request.body));
  });
}

/** Whether a request brings one, by its headers. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function problemOf(body: unknown): unknown {
  try {
    assertPlain(body);
    return undefined;
  } catch (error) {
    return error;
  }
}

function unsupported(expected: string): DomainError {
  return new DomainError(
    'unsupported_media_type',
    'http.unsupported_media_type',
    `This route takes a body of the type ${expected}.`,
  );
}
