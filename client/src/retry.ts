import { pause } from './pause.js';

export interface RetryOptions {
  /** how often a request is sent at most; 3 by default, 1 never sends it again */
  attempts?: number | undefined;
  /** a longer `Retry-After` is not waited for; 30 s by default */
  longestWaitMs?: number | undefined;
  /** until the head of the answer is there, for each attempt; 30 s by default */
  timeoutMs?: number | undefined;
}

const FIRST_WAIT_MS = 250;
const SAFE_METHODS = /^(GET|HEAD|OPTIONS)$/;
const SAME_IN_EFFECT = /^(PUT|DELETE)$/;

/**
 * Sends requests again that were refused for now or whose answer never came. 429 says that nothing was done, so it is sent
 * again whatever it is; 503 where sending it twice has the effect of sending it once; a broken connection only for reads and
 * for orders with an `Idempotency-Key`.
 */
export function retrying(send: (request: Request) => Promise<Response>, options: RetryOptions = {}) {
  const { attempts = 3, longestWaitMs = 30_000, timeoutMs = 30_000 } = options;
  return async (request: Request): Promise<Response> => {
    for (let attempt = 1; ; attempt += 1) {
      const spare = attempt < attempts ? request.clone() : undefined;
      try {
        const response = await inTime(send, request, timeoutMs);
        const wait = waitAfter(response, attempt);
        if (!spare || !mayRepeat(request, response.status) || wait > longestWaitMs) return response;
        await response.body?.cancel();
        await pause(wait, request.signal);
      } catch (error) {
        if (!spare || request.signal.aborted || !mayRepeat(request, undefined)) throw error;
        await pause(jittered(attempt), request.signal);
      }
      request = spare;
    }
  };
}

function mayRepeat({ method, headers }: Request, status: number | undefined): boolean {
  const isSafe = SAFE_METHODS.test(method) || headers.has('Idempotency-Key');
  if (status === 429) return true;
  if (status === 503) return isSafe || SAME_IN_EFFECT.test(method);
  return status === undefined && isSafe;
}

function waitAfter({ headers }: Response, attempt: number): number {
  const told = Number(headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(told) ? told * 1_000 : jittered(attempt);
}

const jittered = (attempt: number) => FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random());

/** Only until the head of the answer is there, so that a long download is not cut. */
async function inTime(
  send: (request: Request) => Promise<Response>,
  request: Request,
  timeoutMs: number,
): Promise<Response> {
  const deadline = new AbortController();
  const late = new DOMException(`no answer in ${timeoutMs} ms`, 'TimeoutError');
  const timer = setTimeout(() => deadline.abort(late), timeoutMs);
  const stop = () => deadline.abort(request.signal.reason);
  if (request.signal.aborted) stop();
  else request.signal.addEventListener('abort', stop, { once: true });
  try {
    return await send(new Request(request, { signal: deadline.signal }));
  } finally {
    clearTimeout(timer);
  }
}
