import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import type { RowCounts } from '../import-row';

/** Up to 500 rows of a preview, in order, as gzipped JSON. */
@Schema({ collection: 'import_rows', versionKey: false })
export class ImportRowsRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  import_id: Types.ObjectId;

  /** the reading that made them */
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  run_id: Types.ObjectId;

  @Prop({ type: Number, required: true })
  first: number;

  @Prop({ type: Number, required: true })
  length: number;

  @Prop({ type: SchemaTypes.Mixed, required: true })
  counts: RowCounts;

  @Prop({ type: SchemaTypes.Buffer, required: true })
  bytes: Buffer;

  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const ImportRowsSchema = SchemaFactory.createForClass(ImportRowsRecord);

// The rows of a reading in their order, and those of older readings of the import.
ImportRowsSchema.index({ import_id: 1, run_id: 1, first: 1 }, { name: 'import_rows_in_order' });
// Rows go with what nobody applied.
ImportRowsSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0, name: 'import_rows_expire' });
// The rows of a user, for the end of his account.
ImportRowsSchema.index({ user_id: 1 }, { name: 'import_rows_of_user' });
