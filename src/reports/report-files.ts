import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import mongoose, { Connection, Types } from 'mongoose';
import { fileNameOf, Report } from './report';

/** Bytes `start` to `end` of a file, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Whether the driver says that there is no such file, in either of its two spellings. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && /^File ?not ?found/i.test(error.message);
}

/** The files of the reports, in GridFS. */
@Injectable()
export class ReportFiles {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  async write(fileId: string, report: Report, bytes: Uint8Array): Promise<void> {
    const upload = this.bucket.openUploadStreamWithId(new Types.ObjectId(fileId), fileNameOf(report), {
      metadata: { report_id: new Types.ObjectId(report.id), user_id: new Types.ObjectId(report.user_id) },
    });
    await pipeline(Readable.from([bytes]), upload);
  }

  read(fileId: string, range?: ByteRange): Readable {
    const slice = range && { start: range.start, end: range.end + 1 };
    return this.bucket.openDownloadStream(new Types.ObjectId(fileId), slice);
  }

  /** Removes files, whole or begun; one that is gone already is as good as removed. */
  async erase(fileIds: string[]): Promise<void> {
    for (const fileId of fileIds) {
      await this.bucket.delete(new Types.ObjectId(fileId)).catch((error: unknown) => {
        // The driver removes the chunks of an upload that never ended before it says that there is no file.
        if (!isMissing(error)) throw error;
      });
    }
  }

  private get bucket(): mongoose.mongo.GridFSBucket {
    const { db } = this.connection;
    if (!db) throw new Error('the database is not connected');
    return new mongoose.mongo.GridFSBucket(db, { bucketName: 'reports' });
  }
}
