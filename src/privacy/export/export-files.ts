import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import { bucketCollections, StoredFiles } from '../../platform/mongo/stored-files';

const BUCKET = 'account_archives';
export const EXPORT_COLLECTIONS = bucketCollections(BUCKET);

/** The archives of accounts, in GridFS. */
@Injectable()
export class ExportFiles extends StoredFiles {
  constructor(@InjectConnection() connection: Connection) {
    super(connection, BUCKET);
  }

  /** @returns how many bytes were written */
  write(fileId: string, userId: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    return this.store({ fileId, name: 'account.zip', userId }, bytes);
  }
}
