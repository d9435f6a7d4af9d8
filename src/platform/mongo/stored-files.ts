import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose, { Connection, Types } from 'mongoose';

/** Bytes `start` to `end` of a file, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Where GridFS puts the files of a bucket. */
export const bucketCollections = (bucketName: string): string[] => [
  `${bucketName}.files`,
  `${bucketName}.chunks`,
];

/** Whether the driver says that there is no such file, in either of its two spellings. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && /^File ?not ?found/i.test(error.message);
}

/** Files of users in a bucket of GridFS; a file knows whose it is. */
export abstract class StoredFiles {
  protected constructor(
    private readonly connection: Connection,
    private readonly bucketName: string,
  ) {}

  read(fileId: string, range?: ByteRange): Readable {
    const slice = range && { start: range.start, end: range.end + 1 };
    return this.bucket.openDownloadStream(new Types.ObjectId(fileId), slice);
  }

  /** Removes files, whole or begun; one that is gone already is as good as removed. */
  async erase(fileIds: readonly string[]): Promise<void> {
    for (const fileId of fileIds) {
      await this.bucket.delete(new Types.ObjectId(fileId)).catch((error: unknown) => {
        // The driver removes the chunks of an upload that never ended before it says that there is no file.
        if (!isMissing(error)) throw error;
      });
    }
  }

  /** Removes every file of a user. */
  async eraseOf(userId: string): Promise<void> {
    const files = this.bucket.find({ 'metadata.user_id': new Types.ObjectId(userId) });
    for await (const { _id } of files) await this.erase([_id.toHexString()]);
  }

  /** @returns how many bytes were written */
  protected async store(
    { fileId, name, userId }: { fileId: string; name: string; userId: string },
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    about: Record<string, Types.ObjectId> = {},
  ): Promise<number> {
    const metadata = { ...about, user_id: new Types.ObjectId(userId) };
    const upload = this.bucket.openUploadStreamWithId(new Types.ObjectId(fileId), name, { metadata });
    await pipeline(Readable.from(bytes), upload);
    return upload.length;
  }

  private get bucket(): mongoose.mongo.GridFSBucket {
    const { db } = this.connection;
    if (!db) throw new Error('the database is not connected');
    return new mongoose.mongo.GridFSBucket(db, { bucketName: this.bucketName });
  }
}
