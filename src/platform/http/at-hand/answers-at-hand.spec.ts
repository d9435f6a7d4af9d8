import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Identity } from '../../../common/identity/identity';
import { answersAtHand } from './answers-at-hand';
import { RefusedRequests } from '../limits/refused-requests';
import { EdgeHeaders } from './edge-headers';
import { WrittenJson } from './written-json';

const ada = { userId: 'ada' } as Identity;
const TAG = '"v1"';
const refused = new RefusedRequests();
const found = jest.fn(() => ({ route: '/api/v1/ready', body: new WrittenJson('{"ready":true}'), tag: TAG }));
const handler = answersAtHand(
  [{ finderOf: () => found }],
  { recall: () => ada, admit: () => ({ allowed: true, limit: 600, remaining: 7, reset: 60 }) },
  refused,
  new EdgeHeaders([]),
);

/** What is answered to a request with these headers; undefined where it goes on to its route. */
function answerTo(...rawHeaders: string[]) {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url: '/api/v1/ready', requestId: 'order-1', rawHeaders });
  for (let i = 0; i < rawHeaders.length; i += 2)
    request.headers[rawHeaders[i]!.toLowerCase()] = rawHeaders[i + 1];
  const response = new ServerResponse(request);
  const writeHead = jest.spyOn(response, 'writeHead');
  const goOn = jest.fn();
  handler(request, response, goOn);
  if (goOn.mock.calls.length > 0) return undefined;
  const [status, headers] = writeHead.mock.calls[0] as unknown as [number, string[]];
  return { status, headers };
}

describe('answers at hand', () => {
  it('tell all their headers at once', () => {
    const { status, headers } = answerTo('Host', 'tickfolio')!;
    expect(status).toBe(200);
    expect(headers.join(' ')).toBe(
      'X-Request-Id order-1 RateLimit-Limit 600 RateLimit-Remaining 7 RateLimit-Reset 60 RateLimit-Policy 600;w=60 ' +
        'Cache-Control private, no-cache ETag "v1" Content-Type application/json; charset=utf-8 ' +
        'Vary Accept-Encoding Content-Length 14',
    );
  });

  it('have no body for who has them', () => {
    const { status, headers } = answerTo('Host', 'tickfolio', 'If-None-Match', TAG)!;
    expect(status).toBe(304);
    expect(headers).not.toContain('Content-Length');
  });

  it.each([
    ['two hosts', ['Host', 'tickfolio', 'host', 'elsewhere']],
    ['a body', ['Host', 'tickfolio', 'Content-Length', '2']],
    ['two tags', ['Host', 'tickfolio', 'If-None-Match', `"v0", ${TAG}`]],
  ])('leave a request with %s to its route', (_what, headers) => {
    expect(answerTo(...headers)).toBeUndefined();
  });

  it('are not looked for where the caller was refused a moment ago', () => {
    const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url: '/api/v1/ready' });
    refused.remember('user:ada', request, { route: '/api/v1/ready', limit: 600, retryAfter: 30 });
    found.mockClear();
    expect(answerTo('Host', 'tickfolio')).toBeUndefined();
    expect(found).not.toHaveBeenCalled();
  });
});
