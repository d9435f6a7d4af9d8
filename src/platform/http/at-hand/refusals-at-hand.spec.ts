import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../../../common/identity/identity';
import { RefusedRequests } from '../limits/refused-requests';
import { refusalsAtHand } from './refusals-at-hand';

const ada = { userId: 'ada' } as Identity;
const order = { method: 'POST', url: '/api/v1/reports?x=1', requestId: 'r' } as IncomingMessage;
const refusal = { route: '/api/v1/reports', limit: 600, retryAfter: 60 };

/** Whether a request goes on to its route, and what it is told if not. */
function outcome(refused: RefusedRequests, request: IncomingMessage, recalled: Identity | null = ada) {
  const end = jest.fn();
  const goOn = jest.fn();
  const response = { setHeader: jest.fn(), end } as unknown as ServerResponse;
  refusalsAtHand({ recall: () => recalled ?? undefined }, refused)(request, response, goOn);
  return { goesOn: goOn.mock.calls.length === 1, body: end.mock.calls[0]?.[0] as string | undefined };
}

describe('refusals at hand', () => {
  it('are given to the same caller, method and path only, while they hold', () => {
    const refused = new RefusedRequests();
    expect(outcome(refused, order).goesOn).toBe(true);
    refused.remember('user:ada', order, refusal);
    const told = outcome(refused, { ...order, url: '/api/v1/reports' } as IncomingMessage);
    expect(told.goesOn).toBe(false);
    expect(JSON.parse(told.body ?? '')).toMatchObject({
      status: 429,
      code: 'rate_limit.exceeded',
      request_id: 'r',
    });
    const others = [
      outcome(refused, { ...order, method: 'GET' } as IncomingMessage),
      outcome(refused, { ...order, url: '/api/v1/portfolio' } as IncomingMessage),
      outcome(refused, order, { ...ada, userId: 'bob' }),
      outcome(refused, order, null),
    ];
    expect(others.map(({ goesOn }) => goesOn)).toEqual([true, true, true, true]);
    refused.remember('user:ada', order, { ...refusal, retryAfter: 0 });
    expect(outcome(refused, order).goesOn).toBe(true);
  });
});
