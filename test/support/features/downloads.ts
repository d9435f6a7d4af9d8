import request, { Response, Test } from 'supertest';
import type { Account } from '../application/accounts';

type ParserDone = (error: Error | null, body: unknown) => void;

/** Asks for a report's file; the answer's body is a Buffer. */
export function downloadOf({ url }: { url: string }, { authorization }: Account, reportId: string): Test {
  return request(url).get(`/api/v1/reports/${reportId}/download`).set(authorization).buffer().parse(bytes);
}

function bytes(response: Response, done: ParserDone): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}

/** For `.parse(…)`: the body as the JSON it is, such as a problem. */
export function json(response: Response, done: ParserDone): void {
  bytes(response, (_, body) => done(null, JSON.parse((body as Buffer).toString())));
}
