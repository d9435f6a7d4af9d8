import { IncomingMessage } from 'node:http';

/** Bytes of a JSON body that count as one request more. */
const BYTES_OF_ONE = 8 * 1024;
/** The longest body that most routes take; one that does not tell its length is counted as long. */
const UNTOLD = 256 * 1024;

/** What the JSON body of a request takes of its caller's limit, beside the request itself. */
export function bodyCost({ headers }: Pick<IncomingMessage, 'headers'>): number {
  if (!headers['content-type']?.toLowerCase().startsWith('application/json')) return 0;
  const bytes = headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : UNTOLD;
  return Math.floor(bytes / BYTES_OF_ONE);
}
