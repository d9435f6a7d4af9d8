import { IncomingMessage, ServerResponse } from 'node:http';
import type { DomainError } from '../../../common/errors/domain-error';
import { problemOf } from '../../../common/errors/problem-of';

/** Refuses a request before Express, where nobody makes a problem of an error. */
export function answerProblem(
  { url = '/', requestId }: IncomingMessage,
  response: ServerResponse,
  error: DomainError,
): void {
  const problem = problemOf(error, url, requestId);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  if (error.retryAfter !== undefined) response.setHeader('Retry-After', error.retryAfter);
  response.end(JSON.stringify(problem));
}
