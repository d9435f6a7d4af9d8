import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import {
  REPORT_FORMATS,
  REPORT_STATUSES,
  REPORT_TYPES,
  ReportFormat,
  ReportStatus,
  ReportType,
} from '../report';

@Schema({ collection: 'reports', versionKey: false })
export class ReportRecord {
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, default: null })
  ordered_by: Types.ObjectId | null;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  portfolio_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, default: null })
  account: Types.ObjectId | null;

  @Prop({ type: String, required: true })
  title: string;

  @Prop({ type: String, required: true, enum: REPORT_TYPES })
  type: ReportType;

  @Prop({ type: String, required: true, enum: REPORT_FORMATS })
  format: ReportFormat;

  @Prop({ type: String, default: null })
  from: string | null;

  @Prop({ type: String, default: null })
  to: string | null;

  @Prop({ type: Boolean, required: true })
  notify: boolean;

  @Prop({ type: String, default: null })
  request_id: string | null;

  @Prop({ type: String, default: null })
  traceparent: string | null;

  /** one of the places that a user's unfinished reports have; absent once it is finished */
  @Prop({ type: String })
  slot?: string;

  @Prop({ type: String, required: true, enum: REPORT_STATUSES })
  status: ReportStatus;

  @Prop({ type: Number, default: 0 })
  progress: number;

  @Prop({ type: Number, default: 0 })
  attempts: number;

  @Prop({ type: Number, default: 0 })
  retries: number;

  @Prop({ type: [SchemaTypes.ObjectId], default: [] })
  file_ids: Types.ObjectId[];

  @Prop({ type: Number, default: null })
  size_bytes: number | null;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, default: null })
  started_at: Date | null;

  @Prop({ type: Date, default: null })
  finished_at: Date | null;

  @Prop({ type: String, default: null })
  error: string | null;

  @Prop({ type: Date, default: null })
  deleted_at: Date | null;

  /** Whether nothing is left to do for it: file made or failure told, user notified, leftovers removed. */
  @Prop({ type: Boolean, required: true })
  settled: boolean;

  /** When somebody last saw to it: its order, a step of an attempt, or the supervisor. */
  @Prop({ type: Date, required: true })
  checked_at: Date;
}

export const ReportSchema = SchemaFactory.createForClass(ReportRecord);

// At most as many unfinished reports a user as there are slots, whatever races.
ReportSchema.index({ slot: 1 }, { unique: true, sparse: true });
// A user's reports, newest first.
ReportSchema.index({ user_id: 1, created_at: -1, _id: -1 });
// Everybody's reports, and those of one status, newest first.
ReportSchema.index({ created_at: -1, _id: -1 });
ReportSchema.index({ status: 1, created_at: -1, _id: -1 });
// What the supervisor must see to, longest unseen first.
ReportSchema.index({ settled: 1, checked_at: 1 });
// Which reports have outlived REPORT_RETENTION_DAYS.
ReportSchema.index({ deleted_at: 1, created_at: 1 });
