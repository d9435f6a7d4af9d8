import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { EXPORT_STATUSES, ExportStatus } from '../export/account-export';

/** The archive that an account ordered last. */
@Schema({ collection: 'account_exports', versionKey: false })
export class AccountExportRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, required: true, enum: EXPORT_STATUSES })
  status: ExportStatus;

  /** raised by whoever begins; the latest attempt alone may complete it */
  @Prop({ type: Number, default: 0 })
  attempts: number;

  /** the file of each attempt, latest last */
  @Prop({ type: [SchemaTypes.ObjectId], default: [] })
  file_ids: Types.ObjectId[];

  @Prop({ type: Number, default: null })
  size_bytes: number | null;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, default: null })
  finished_at: Date | null;

  @Prop({ type: Date, default: null })
  expires_at: Date | null;

  /** when somebody last saw to it */
  @Prop({ type: Date, required: true })
  checked_at: Date;
}

export const AccountExportSchema = SchemaFactory.createForClass(AccountExportRecord);
// one archive an account, and one in the making, whatever races
AccountExportSchema.index({ user_id: 1 }, { unique: true });
// what a crash left out of the queue
AccountExportSchema.index({ status: 1, checked_at: 1 });
// archives that are too old
AccountExportSchema.index({ expires_at: 1 });
