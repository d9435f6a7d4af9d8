import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { documentedContract } from './documented-contract';

const violations: string[] = [];

/** What was answered against the document since this was asked last. */
export function takeViolations(): string[] {
  return violations.splice(0);
}

export function noteViolations(found: string[]): void {
  violations.push(...found);
}

/**
 * Compares every answer of the server with the OpenAPI document, before the client has it whole: so the test that
 * asked for it is still running and fails.
 */
export function observeResponses(server: Server): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    const keep = (chunk: unknown, encoding: unknown) => {
      if (typeof chunk === 'string') {
        chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
      } else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    const { method = 'GET', url = '/', headers } = request;
    const write = response.write.bind(response) as (...args: unknown[]) => boolean;
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.write = (...args: unknown[]) => {
      keep(args[0], args[1]);
      return write(...args);
    };
    response.end = (...args: unknown[]) => {
      keep(args[0], args[1]);
      response.write = write;
      violations.push(
        ...documentedContract().violations({
          method,
          url,
          authorized: headers.authorization !== undefined,
          status: response.statusCode,
          headers: response.getHeaders(),
          body: decoded(response, Buffer.concat(chunks)),
        }),
      );
      return end(...args);
    };
  });
}

/** The body as the client reads it. */
function decoded(response: ServerResponse, body: Buffer): Buffer {
  const encoding = response.getHeader('Content-Encoding');
  if (body.length === 0 || encoding === undefined) return body;
  return encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
}
