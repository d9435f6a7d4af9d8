import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** A sign-in and the family of refresh tokens that followed from it. */
@Schema({ collection: 'sessions', versionKey: false })
export class SessionRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** digest of the part that all refresh tokens of the family share: who shows it once held a real one */
  @Prop({ type: String, required: true })
  family_hash: string;

  /** digest of the one refresh token that is not spent */
  @Prop({ type: String, required: true })
  refresh_hash: string;

  /** digest of the token spent last and when: for a moment it may come again, if its answer was lost */
  @Prop({ type: String, default: null })
  previous_hash: string | null;

  @Prop({ type: Date, default: null })
  rotated_at: Date | null;

  @Prop({ type: String, default: '' })
  user_agent: string;

  /** keyed digests, not the address itself: enough to know it again */
  @Prop({ type: String, required: true })
  address_hash: string;

  @Prop({ type: String, required: true })
  device_hash: string;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, required: true })
  last_used_at: Date;

  /** end of the idle time, pushed on by each refresh, never past `ends_at_latest` */
  @Prop({ type: Date, required: true })
  expires_at: Date;

  @Prop({ type: Date, required: true })
  ends_at_latest: Date;

  @Prop({ type: Date, default: null })
  ended_at: Date | null;

  /** A while after the end: until then the session helps to know its device again. */
  @Prop({ type: Date, required: true })
  forget_at: Date;
}

export const SessionSchema = SchemaFactory.createForClass(SessionRecord);
// ending all of a user's sessions, and whether a device is known
SessionSchema.index({ user_id: 1, device_hash: 1 });
// a user's list, newest first
SessionSchema.index({ user_id: 1, created_at: -1, _id: -1 });
// what ended lately, for every instance to drop its sockets even without Redis
SessionSchema.index({ ended_at: 1 });
// removal when nothing needs the session any more
SessionSchema.index({ forget_at: 1 }, { expireAfterSeconds: 0 });
