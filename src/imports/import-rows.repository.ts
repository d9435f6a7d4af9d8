import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import type { Import } from './import';
import type { ImportRow, RowStatus } from './import-row';
import type { RowChunk } from './preview/preview-order';
import { ImportRowsRecord } from './schemas/import-rows.schema';
import { inParts } from '../common/in-parts';

type Named = Pick<Import, 'id' | 'user_id' | 'run_id'>;

const inflate = promisify(gunzip);
const CHUNKS_AT_ONCE = 20;

/** The rows of previews, each chunk with how many rows of each status it has. */
@Injectable()
export class ImportRowsRepository {
  constructor(@InjectModel(ImportRowsRecord.name) private readonly chunks: Model<ImportRowsRecord>) {}

  async save(
    { id, user_id, run_id }: Named & { run_id: string },
    chunks: readonly RowChunk[],
    expires_at: Date,
  ): Promise<void> {
    const shared = {
      user_id: new Types.ObjectId(user_id),
      import_id: new Types.ObjectId(id),
      run_id: new Types.ObjectId(run_id),
      expires_at,
    };
    for (const some of inParts(chunks, CHUNKS_AT_ONCE)) {
      await this.chunks.collection.insertMany(
        some.map((chunk) => ({ ...chunk, ...shared, bytes: Buffer.from(chunk.bytes) })),
      );
    }
  }

  /** Rows of a status, or of all, in their order, from a row on. */
  async *rows({ id, user_id, run_id }: Named, from = 0, status?: RowStatus): AsyncGenerator<ImportRow> {
    if (run_id === null) return;
    const found = this.chunks
      .find({
        import_id: new Types.ObjectId(id),
        run_id: new Types.ObjectId(run_id),
        user_id: new Types.ObjectId(user_id),
        ...(status && { [`counts.${status}`]: mongoose.trusted({ $gt: 0 }) }),
      })
      .sort({ first: 1 })
      .lean()
      .cursor({ batchSize: 10 });
    for await (const { first, length, bytes } of found as AsyncIterable<ImportRowsRecord>) {
      if (first + length <= from) continue;
      for (const row of await rowsIn(bytes))
        if (row.row >= from && (!status || row.status === status)) yield row;
    }
  }

  /** Removes the rows of an import but those of one reading. */
  async removeAll({ id, user_id }: Pick<Import, 'id' | 'user_id'>, keptRunId: string | null): Promise<void> {
    await this.chunks.deleteMany({
      import_id: new Types.ObjectId(id),
      user_id: new Types.ObjectId(user_id),
      ...(keptRunId !== null && { run_id: mongoose.trusted({ $ne: new Types.ObjectId(keptRunId) }) }),
    });
  }
}

async function rowsIn(bytes: Buffer | mongoose.mongo.Binary): Promise<ImportRow[]> {
  const packed = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.value());
  return JSON.parse((await inflate(packed)).toString()) as ImportRow[];
}
