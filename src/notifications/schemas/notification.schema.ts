import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { Channel, CHANNELS } from '../deliveries/delivery';
import { MESSAGE_KINDS, MessageKind, NOTIFICATION_KINDS, NotificationKind } from '../notification';

const KEPT_SECONDS = 365 * DAY_SECONDS;

@Schema({ _id: false, versionKey: false })
class RecipientRecord {
  @Prop({ type: String, enum: CHANNELS, required: true })
  channel: Channel;

  @Prop({ type: String, required: true })
  address: string;
}

@Schema({
  collection: 'notifications',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class NotificationRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, enum: [...NOTIFICATION_KINDS, ...MESSAGE_KINDS], required: true })
  kind: NotificationKind | MessageKind;

  @Prop({ type: String, required: true })
  dedupe_key: string;

  /** Empty in a message, whose kind says all. */
  @Prop({ type: String, default: '' })
  title: string;

  @Prop({ type: String, default: '' })
  body: string;

  @Prop({ type: String, default: null })
  link: string | null;

  @Prop({ type: SchemaTypes.Mixed, default: {} })
  facts: Record<string, string | number>;

  @Prop({ type: Boolean, default: false })
  read: boolean;

  /** The one recipient of a message; null for a notification of the app. */
  @Prop({ type: SchemaFactory.createForClass(RecipientRecord), default: null })
  to: RecipientRecord | null;

  /** Of which the secret in a message is made. */
  @Prop({ type: String, default: null })
  code_id: string | null;

  /** When its deliveries were written; null after a crash in between, until the sweep has done it. */
  @Prop({ type: Date, default: null })
  routed_at: Date | null;

  /** Its user does not see it any more; kept, so that its cause is not reported again. */
  @Prop({ type: Date, default: null })
  deleted_at: Date | null;

  created_at: Date;
  updated_at: Date;
}

export const NotificationSchema = SchemaFactory.createForClass(NotificationRecord);

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
