import compression from 'compression';
import { Response } from 'express';

export const THRESHOLD_BYTES = 1_024;

/**
 * Compresses JSON of more than a kilobyte with brotli or gzip, as the client takes it. Answers that are stored compressed say
 * so and pass as they are; files for download keep their length and their ranges.
 */
export const compressJson = compression({
  threshold: THRESHOLD_BYTES,
  filter: (_request, response) => isJson(response) && !isDownload(response),
});

function isJson(response: Response): boolean {
  return /^application\/(problem\+)?json\b/.test(String(response.getHeader('Content-Type') ?? ''));
}

function isDownload(response: Response): boolean {
  return response.hasHeader('Content-Disposition') || response.hasHeader('Content-Range');
}
