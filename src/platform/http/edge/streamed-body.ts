import { Request } from 'express';
import { bodyTooLarge, incompleteBody } from '../../../common/errors/http.errors';

/**
 * Hands a body to who reads it as it comes. The reader counts the bytes too, for a body need not tell its length.
 * @param most bytes
 * @throws DomainError `http.body_too_large`, `http.incomplete_body`, and what the reader throws
 */
export async function readStreamedBody<T>(
  request: Request,
  most: number,
  read: (body: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  try {
    if (Number(request.headers['content-length']) > most) throw bodyTooLarge();
    return await read(request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
  } catch (error) {
    // The client left amid its body: nobody hears this, but it is not our fault.
    if (request.errored) throw incompleteBody();
    throw error;
  } finally {
    // What was not read is let pass, so that the client comes to hear the answer and can use its connection again. A
    // reader that was interrupted may still listen, and would hold it up.
    request.removeAllListeners('readable').resume();
  }
}

/** Whether a body comes as it is, not compressed. */
export function isPlainBody({ headers }: Request): boolean {
  return (headers['content-encoding'] ?? 'identity') === 'identity';
}
