import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { IMPORT_STATUSES, ImportStatus } from '../import';
import type { RowCounts } from '../import-row';

/** A file on its way into a ledger. What a file names may be any text, so it is kept as JSON and not as keys. */
@Schema({
  collection: 'imports',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class ImportRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  portfolio_id: Types.ObjectId;

  /** `<user>:<n>`, n below the cap, so that the unique index is the cap. */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: String, required: true, enum: IMPORT_STATUSES })
  status: ImportStatus;

  @Prop({ type: String, default: null })
  file_name: string | null;

  @Prop({ type: Number, required: true })
  file_bytes: number;

  /** while it is being read: until when its reader has to say that it still reads */
  @Prop({ type: Date, default: null })
  reading_until: Date | null;

  @Prop({ type: String, required: true })
  choices: string;

  @Prop({ type: String, default: null })
  reading: string | null;

  @Prop({ type: SchemaTypes.Mixed, default: null })
  counts: RowCounts | null;

  @Prop({ type: SchemaTypes.ObjectId, default: null })
  run_id: Types.ObjectId | null;

  @Prop({ type: String, default: null })
  error: string | null;

  @Prop({ type: Number, default: 0 })
  applied_count: number;

  @Prop({ type: Date, default: null })
  applied_at: Date | null;

  @Prop({ type: Date, default: null })
  expires_at: Date | null;

  @Prop({ type: Number, required: true, default: 1 })
  version: number;

  created_at: Date;
  updated_at: Date;
}

export const ImportSchema = SchemaFactory.createForClass(ImportRecord);

// At most as many imports a user as there are slots, whatever races.
ImportSchema.index({ slot: 1 }, { unique: true, name: 'import_slots' });
// The imports of a portfolio, newest first; those of a user.
ImportSchema.index({ user_id: 1, portfolio_id: 1, created_at: -1 }, { name: 'imports_of_portfolio' });
// Those whose reader has not been heard of.
ImportSchema.index({ status: 1, reading_until: 1 }, { name: 'imports_being_read' });
// What nobody applied goes after a week.
ImportSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0, name: 'imports_expire' });
