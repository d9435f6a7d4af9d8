import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Request, Response } from 'express';
import { ByteRange, isMissing } from '../../platform/mongo/stored-files';
import { fileNameOf, MEDIA_TYPES, Report } from '../report';
import { ReportFiles } from './report-files';
import { rangeNotSatisfiable, reportNotCompleted, reportNotFound } from '../reports.errors';

/** Streams a report's file as RFC 9110 wants: validators, one range at a time, a name for people. */
@Injectable()
export class ReportDownload {
  private readonly logger = new Logger(ReportDownload.name);

  constructor(private readonly files: ReportFiles) {}

  /** @throws DomainError `report.not_completed`, `report.range_not_satisfiable` */
  async send(report: Report, request: Request, response: Response): Promise<void> {
    const fileId = report.file_ids.at(-1);
    if (report.status !== 'completed' || !fileId || report.size_bytes === null) throw reportNotCompleted();
    // An attempt's file never changes, so its id is its strong validator.
    response.setHeader('ETag', `"${fileId}"`);
    response.setHeader('Cache-Control', 'private, no-cache');
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    const range = rangeOf(request, response, report.size_bytes);
    const file = request.method === 'HEAD' ? undefined : await this.open(fileId, range);
    response.setHeader('Accept-Ranges', 'bytes');
    response.attachment(fileNameOf(report));
    response.setHeader('Content-Type', MEDIA_TYPES[report.format]);
    if (range) {
      response.status(206);
      response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${report.size_bytes}`);
    }
    response.setHeader('Content-Length', range ? range.end - range.start + 1 : report.size_bytes);
    if (file) await this.stream(fileId, file, response);
    else response.end();
  }

  /** Reads the first bytes before the answer begins: from then on a failure could only cut it off. */
  private async open(fileId: string, range: ByteRange | undefined): Promise<Readable> {
    const file = this.files.read(fileId, range);
    try {
      await once(file, 'readable');
      return file;
    } catch (error) {
      throw isMissing(error) ? reportNotFound() : error;
    }
  }

  /** A client that leaves ends the reading too; the answer has begun, so nothing else can be said. */
  private async stream(fileId: string, file: Readable, response: Response): Promise<void> {
    try {
      await pipeline(file, response);
    } catch (error) {
      this.logger.debug(`download of ${fileId} ended early: ${String(error)}`);
    }
  }
}

/** The one range asked for; undefined for the whole file, which is also the answer to several ranges. */
function rangeOf(request: Request, response: Response, size: number): ByteRange | undefined {
  // RFC 9110 defines ranges for GET alone.
  if (request.method !== 'GET') return undefined;
  const condition = request.get('If-Range');
  if (condition !== undefined && condition !== response.getHeader('ETag')) return undefined;
  // The library takes the last bytes of a file that has fewer for bytes that are not there.
  const [, last] = /^bytes=-(\d+)$/.exec(request.get('Range') ?? '') ?? [];
  if (Number(last) >= size) return { start: 0, end: size - 1 };
  const ranges = request.range(size);
  if (ranges === -1) {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw rangeNotSatisfiable();
  }
  if (!ranges || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined;
  return ranges[0];
}
