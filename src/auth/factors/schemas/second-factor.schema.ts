import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';

/** The authenticator app and the recovery codes of an account; `_id` is the account's, so that each has one. */
@Schema({ collection: 'second_factors', versionKey: false })
export class SecondFactorRecord {
  _id: Types.ObjectId;

  /** sealed; of an app that has not shown a code yet */
  @Prop({ type: String, default: null })
  pending_secret: string | null;

  @Prop({ type: Date, default: null })
  pending_until: Date | null;

  /** sealed */
  @Prop({ type: String, default: null })
  totp_secret: string | null;

  @Prop({ type: Date, default: null })
  totp_since: Date | null;

  /** the step of the last code that was taken: it and what came before are good no more */
  @Prop({ type: Number, default: 0 })
  last_step: number;

  /** digests of those that are not used */
  @Prop({ type: [String], default: [] })
  recovery_hashes: string[];
}

export const SecondFactorSchema = SchemaFactory.createForClass(SecondFactorRecord);
