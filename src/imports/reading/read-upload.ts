import type { Request } from 'express';
import { bodyTooLarge, unsupportedEncoding } from '../../common/errors/http.errors';
import { isPlainBody, readStreamedBody } from '../../platform/http/edge/streamed-body';
import { MOST_FILE_BYTES } from '../files/source';

/** What browsers on any system call the files that are read. */
export const FILE_TYPES = [
  'multipart/form-data',
  'text/csv',
  'application/csv',
  'text/x-csv',
  'application/x-csv',
  'text/comma-separated-values',
  'text/tab-separated-values',
  'text/plain',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
  'application/json',
  'application/xml',
  'text/xml',
  'application/x-ofx',
  'application/vnd.intu.qfx',
  'application/qif',
  'application/x-qif',
] as const;

/**
 * The bytes of a raw body, up to 10 MiB.
 * @throws DomainError `http.body_too_large`, `http.incomplete_body`, `http.unsupported_encoding`
 */
export async function readUpload(request: Request): Promise<Buffer> {
  if (!isPlainBody(request)) throw unsupportedEncoding();
  return readStreamedBody(request, MOST_FILE_BYTES, async (body) => {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of body) {
      length += part.length;
      if (length > MOST_FILE_BYTES) throw bodyTooLarge();
      parts.push(part);
    }
    return Buffer.concat(parts);
  });
}
