import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { DAY_SECONDS } from '../../../../common/calendar/day-length';

/** A POST that a client may repeat, and what it was answered. */
@Schema({ collection: 'idempotent_requests', versionKey: false })
export class IdempotentRequestRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, required: true })
  key: string;

  /** digest of route and body: the same key with another request is a mistake */
  @Prop({ type: String, required: true })
  fingerprint: string;

  /** while the first request runs; another may take over after that, since its process must have died */
  @Prop({ type: Date, required: true })
  locked_until: Date;

  /** of whatever the request creates, so that who takes over finds what a process that died had created */
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  effect_id: Types.ObjectId;

  /** JSON; null until the first request is answered */
  @Prop({ type: String, default: null })
  answer: string | null;

  @Prop({ type: String, default: null })
  location: string | null;

  @Prop({ type: Date, required: true })
  created_at: Date;
}

export const IDEMPOTENCY_SECONDS = DAY_SECONDS;

export const IdempotentRequestSchema = SchemaFactory.createForClass(IdempotentRequestRecord);
// the request of a key; of many at once one is inserted
IdempotentRequestSchema.index({ user_id: 1, key: 1 }, { unique: true });
// keys are forgotten after a day
IdempotentRequestSchema.index({ created_at: 1 }, { expireAfterSeconds: IDEMPOTENCY_SECONDS });
