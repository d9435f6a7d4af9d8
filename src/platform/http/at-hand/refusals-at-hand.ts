import { problemOf } from '../../../common/errors/problem-of';
import { EdgeHandler } from '../edge/before-express';
import { tooManyRequests } from '../limits/limits.errors';
import { RefusedRequests } from '../limits/refused-requests';
import { callerOf, tellLimit } from '../limits/request-limits';
import { Admission } from './answers-at-hand';

/**
 * Refuses before Express what was refused a moment ago and can only be refused again: who goes on asking, without a pause, else
 * takes as much of the processor as one who is answered.
 */
export function refusalsAtHand({ recall }: Pick<Admission, 'recall'>, refused: RefusedRequests): EdgeHandler {
  return (request, response, next) => {
    const identity = refused.isEmpty ? undefined : recall(request);
    const refusal = identity && refused.find(callerOf({ identity }), request);
    if (!refusal) return next();
    const { route, limit, retryAfter } = refusal;
    request.identity = identity;
    request.route = { path: route };
    tellLimit(response, limit, 0, retryAfter);
    const problem = problemOf(tooManyRequests(retryAfter), request.url ?? '/', request.requestId);
    response.statusCode = problem.status;
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Retry-After', retryAfter);
    response.end(JSON.stringify(problem));
  };
}
