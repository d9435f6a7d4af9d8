import { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
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
    const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    let listed: OutgoingHttpHeaders = {};
    response.writeHead = (...args: unknown[]) => {
      listed = listedHeaders(args.at(-1));
      return writeHead(...args);
    };
    response.write = (...args: unknown[]) => {
      keep(args[0], args[1]);
      return write(...args);
    };
    response.end = (...args: unknown[]) => {
      keep(args[0], args[1]);
      response.write = write;
      const told = { ...response.getHeaders(), ...listed };
      violations.push(
        ...documentedContract().violations({
          method,
          url,
          authorized: headers.authorization !== undefined,
          status: response.statusCode,
          headers: told,
          body: decoded(told, Buffer.concat(chunks)),
        }),
      );
      return end(...args);
    };
  });
}

/** Of a list of names and values in turn, which Node writes as it is and does not keep. */
function listedHeaders(list: unknown): OutgoingHttpHeaders {
  const told: OutgoingHttpHeaders = {};
  if (!Array.isArray(list)) return told;
  for (let i = 0; i < list.length; i += 2) told[String(list[i]).toLowerCase()] = String(list[i + 1]);
  return told;
}

/** The body as the client reads it. */
function decoded(headers: OutgoingHttpHeaders, body: Buffer): Buffer {
  const encoding = headers['content-encoding'];
  if (body.length === 0 || encoding === undefined) return body;
  return encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
}
