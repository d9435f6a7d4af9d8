import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { bucketCollections, StoredFiles } from '../../platform/mongo/stored-files';
import { fileNameOf, Report } from '../report';

const BUCKET = 'reports';
export const REPORT_COLLECTIONS = bucketCollections(BUCKET);

/** The files of the reports, in GridFS. */
@Injectable()
export class ReportFiles extends StoredFiles {
  constructor(@InjectConnection() connection: Connection) {
    super(connection, BUCKET);
  }

  async write(fileId: string, report: Report, bytes: Uint8Array): Promise<void> {
    const file = { fileId, name: fileNameOf(report), userId: report.user_id };
    await this.store(file, [bytes], { report_id: new Types.ObjectId(report.id) });
  }
}
