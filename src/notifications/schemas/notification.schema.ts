import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { NOTIFICATION_KINDS, NotificationKind } from '../notification';

const KEPT_SECONDS = 365 * 86_400;

@Schema({
  collection: 'notifications',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class NotificationDocument {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, enum: NOTIFICATION_KINDS, required: true })
  kind: NotificationKind;

  @Prop({ type: String, required: true })
  dedupe_key: string;

  @Prop({ type: String, required: true })
  title: string;

  @Prop({ type: String, required: true })
  body: string;

  @Prop({ type: String, default: null })
  link: string | null;

  @Prop({ type: SchemaTypes.Mixed, default: {} })
  facts: Record<string, string | number>;

  @Prop({ type: Boolean, default: false })
  read: boolean;

  /** When its deliveries were written; null after a crash in between, until the sweep has done it. */
  @Prop({ type: Date, default: null })
  routed_at: Date | null;

  created_at: Date;
  updated_at: Date;
}

export const NotificationSchema = SchemaFactory.createForClass(NotificationDocument);

// one notification per cause, whoever reports it and how often
NotificationSchema.index({ dedupe_key: 1 }, { unique: true });
// a user's list, newest first
NotificationSchema.index({ user_id: 1, created_at: -1, _id: -1 });
// a user's unread list, newest first; and read-all
NotificationSchema.index({ user_id: 1, read: 1, created_at: -1, _id: -1 });
// the sweep for notifications that a crash left without deliveries
NotificationSchema.index({ routed_at: 1, created_at: 1 });
// forgotten after a year
NotificationSchema.index({ created_at: 1 }, { expireAfterSeconds: KEPT_SECONDS });
