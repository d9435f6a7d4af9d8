import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import cors from 'cors';
import { EdgeHandler } from '../edge/before-express';
import { securityHeaders } from '../edge/security-headers';
import { EdgeHeaders } from './edge-headers';

const OURS = 'https://dashboard.example';

function requestFrom(origin?: string): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  request.url = '/api/v1/users/me';
  if (origin) request.headers.origin = origin;
  return request;
}

/** Of names and values in turn, the values by name. */
function byName(told: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i < told.length; i += 2) headers[told[i]!] = told[i + 1]!;
  return headers;
}

describe('headers of the edge', () => {
  it('are what its handlers tell each origin, in their spelling', () => {
    const headers = new EdgeHeaders([securityHeaders, cors({ origin: [OURS], credentials: true })]);
    const told = [undefined, OURS, 'https://elsewhere.example', undefined].map((origin) =>
      byName(headers.of(requestFrom(origin))),
    );
    for (const answer of told) {
      expect(answer).toMatchObject({ 'X-Content-Type-Options': 'nosniff', Vary: 'Origin' });
    }
    expect(told.map((answer) => answer['Access-Control-Allow-Origin'])).toEqual([
      undefined,
      OURS,
      undefined,
      undefined,
    ]);
  });

  it('are asked for once for each origin', () => {
    const handler = jest.fn<ReturnType<EdgeHandler>, Parameters<EdgeHandler>>((_request, response, next) => {
      response.setHeader('X-Told', 'once');
      next();
    });
    const headers = new EdgeHeaders([handler]);
    for (const origin of [undefined, OURS, undefined, OURS])
      expect(headers.of(requestFrom(origin))).toEqual(['X-Told', 'once']);
    expect(handler).toHaveBeenCalledTimes(2);
  });
});
