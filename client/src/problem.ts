import type { ProblemCode } from './problem-codes.js';
import type { components } from './schema.js';

/** Known codes are completed in editors; a newer server may have others. */
type Code = ProblemCode | (string & Record<never, never>);

/** RFC 9457 problem details, the body of every error answer. */
export type Problem = Omit<components['schemas']['Problem'], 'code'> & { code: Code };

/** An answer that was an error. */
export class TickfolioError extends Error {
  override name = 'TickfolioError';

  constructor(
    readonly status: number,
    /** undefined where something in front of the API answered */
    readonly problem: Problem | undefined,
    /** seconds after which trying again makes sense, where the API says so */
    readonly retryAfter: number | undefined,
  ) {
    super(problem ? `${problem.code}: ${problem.detail}` : `the answer was ${status}`);
  }

  /** the problem's stable code, such as `portfolio.not_found` */
  get code(): Code | undefined {
    return this.problem?.code;
  }
}

/**
 * The data of an answer, as in `const user = expectData(await client.GET('/api/v1/users/me'))`.
 * @throws {TickfolioError} if the answer was an error
 */
export function expectData<Data>(answer: { data?: Data; error?: unknown; response: Response }): Data {
  if (!answer.response.ok) throw errorOf(answer.response, answer.error);
  return answer.data as Data;
}

export function errorOf({ status, headers }: Response, body: unknown): TickfolioError {
  const retryAfter = headers.get('Retry-After');
  return new TickfolioError(
    status,
    isProblem(body) ? body : undefined,
    retryAfter === null ? undefined : Number(retryAfter),
  );
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}
