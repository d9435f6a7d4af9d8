import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { CODE_KINDS, CodeKind } from '../../notifications/notification';

/** A code that was sent somewhere. The code itself is made of the id and stored nowhere. */
@Schema({ collection: 'account_codes', versionKey: false })
export class AccountCodeRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, enum: CODE_KINDS, required: true })
  kind: CodeKind;

  /** what is confirmed, or taken back */
  @Prop({ type: String, required: true })
  address: string;

  /** the account's address when the code was sent, where it matters */
  @Prop({ type: String, default: null })
  before: string | null;

  @Prop({ type: Number, default: 0 })
  attempts: number;

  @Prop({ type: Date, default: null })
  used_at: Date | null;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const AccountCodeSchema = SchemaFactory.createForClass(AccountCodeRecord);
// how many of a kind an account asked for lately, and its newest
AccountCodeSchema.index({ user_id: 1, kind: 1, created_at: -1 });
// removal when a code is good for nothing
AccountCodeSchema.index({ expires_at: 1 }, { expireAfterSeconds: DAY_SECONDS });
