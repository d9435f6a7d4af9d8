import { IncomingMessage } from 'node:http';
import { Identity } from '../../../common/identity/identity';
import { REQUEST_ID } from '../../observability/logging/request-id';
import { EdgeHandler } from '../edge/before-express';
import { namesOneHost } from '../edge/one-host';
import { UNKEPT } from '../edge/private-by-default';
import { hasBody } from '../edge/request-body';
import { RequestAllowance } from '../limits/fleet-limit';
import { RefusedRequests } from '../limits/refused-requests';
import { callerOf, limitHeaders } from '../limits/request-limits';
import { EdgeHeaders } from './edge-headers';
import { Coding, codingOf, ReadyBody } from './written-json';

/** An answer of a route of GET, ready to be sent. */
export interface AnswerAtHand {
  /** the template of its path, for the metrics */
  route: string;
  body: ReadyBody;
  /** where the route gives one */
  tag?: string;
}

/** Finds answers of one route in memory. It asks nobody, sets nothing going and must not fail. */
export interface FindsAtHand {
  /** What finds the answer for a caller; undefined where the address is not plainly one of the route. */
  finderOf(url: string): ((caller: Identity) => AnswerAtHand | undefined) | undefined;
}

/** Who may have an answer at once. */
export interface Admission {
  /** who asks, where that was found out a moment ago; whose personal token has scopes is not */
  recall(request: IncomingMessage): Identity | undefined;
  /** counts the request against the general limit; undefined, and nothing counted, where that is not decided here */
  admit(request: IncomingMessage, caller: Identity): RequestAllowance | undefined;
}

/**
 * Answers what is in memory before Express looks for its route: what open pages ask for over and over costs least. The
 * answer is the route's own; whatever is not at hand or not plainly asked for goes to the route. It comes before the rest of
 * the edge and tells all headers at once, which costs less than half of telling them one by one. For who has nothing left in
 * this window it looks for nothing.
 */
export function answersAtHand(
  finders: readonly FindsAtHand[],
  admission: Admission,
  refused: RefusedRequests,
  edge: EdgeHeaders,
): EdgeHandler {
  const isRefused = (request: IncomingMessage, identity: Identity) =>
    !refused.isEmpty && refused.find(callerOf({ identity }), request) !== undefined;
  const find = (request: IncomingMessage): [AnswerAtHand, Identity] | undefined => {
    const { method, url = '' } = request;
    if (method !== 'GET' || hasBody(request) || !namesOneHost(request)) return undefined;
    for (const finder of finders) {
      const findFor = finder.finderOf(url);
      if (!findFor) continue;
      const caller = admission.recall(request);
      if (!caller || isRefused(request, caller)) return undefined;
      const answer = findFor(caller);
      return answer && [answer, caller];
    }
    return undefined;
  };
  return (request, response, next) => {
    const found = find(request);
    const coding = found && found[0].body.isLong ? codingOf(request.headers['accept-encoding']) : null;
    const isStillValid = found && validity(request, found[0].tag);
    if (!found || coding === undefined || isStillValid === undefined) return next();
    const [{ route, body, tag }, caller] = found;
    const bytes = isStillValid ? '' : body.bytesIn(coding);
    if (bytes === undefined) return next();
    const allowance = admission.admit(request, caller);
    if (!allowance) return next();
    request.route = { path: route };
    const headers = [REQUEST_ID, request.requestId, ...edge.of(request), ...limitHeaders(allowance)];
    if (tag === undefined) headers.push('Cache-Control', UNKEPT);
    else headers.push('Cache-Control', 'private, no-cache', 'ETag', tag);
    if (!isStillValid) headers.push(...bodyHeaders(bytes, coding));
    response.writeHead(isStillValid ? 304 : 200, headers).end(bytes);
  };
}

/** Whether the client has the answer already; undefined where it names more than one tag, which the route understands. */
function validity({ headers }: IncomingMessage, tag: string | undefined): boolean | undefined {
  const known = headers['if-none-match'];
  if (known === undefined) return false;
  if (known === tag) return true;
  return tag === undefined || ONE_TAG.test(known) ? false : undefined;
}

const ONE_TAG = /^"[\w-]+"$/;

function bodyHeaders(bytes: string | Buffer, coding: Coding | null): string[] {
  const headers = ['Content-Type', 'application/json; charset=utf-8', 'Vary', 'Accept-Encoding'];
  if (coding !== null) headers.push('Content-Encoding', coding);
  headers.push('Content-Length', String(Buffer.byteLength(bytes)));
  return headers;
}
