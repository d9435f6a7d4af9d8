import { answerProblem } from '../edge/answer-problem';
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
    answerProblem(request, response, tooManyRequests(retryAfter));
  };
}
