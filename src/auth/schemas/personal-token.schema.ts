import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { TokenScope, SCOPES } from '../../common/identity/token-rights';

/** An ended token is listed for a month, so that its user sees why a program stopped. */
const ENDED_KEPT_SECONDS = 30 * 86_400;

@Schema({ collection: 'personal_tokens', versionKey: false })
export class PersonalTokenRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** `<user>:<n>`, n below the cap, so that the unique index is the cap */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true })
  token_hash: string;

  @Prop({ type: [String], enum: SCOPES, required: true })
  scopes: TokenScope[];

  /** null for all */
  @Prop({ type: [String], default: null })
  portfolios: string[] | null;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, required: true })
  expires_at: Date;

  @Prop({ type: Date, default: null })
  last_used_at: Date | null;
}

export const PersonalTokenSchema = SchemaFactory.createForClass(PersonalTokenRecord);
// who asks
PersonalTokenSchema.index({ token_hash: 1 }, { unique: true });
// at most as many tokens a user as there are slots, whatever races
PersonalTokenSchema.index({ slot: 1 }, { unique: true });
// a user's list
PersonalTokenSchema.index({ user_id: 1, created_at: -1 });
// removal a while after the end
PersonalTokenSchema.index({ expires_at: 1 }, { expireAfterSeconds: ENDED_KEPT_SECONDS });
