import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** The public half of a key that an authenticator of the account's owner made for us (WebAuthn). */
@Schema({ collection: 'passkeys', versionKey: false })
export class PasskeyRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** `<user>:<n>`, n below the cap, so that the unique index is the cap */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: String, required: true })
  name: string;

  /** base64url, as are the ids in browsers */
  @Prop({ type: String, required: true })
  credential_id: string;

  /** COSE, base64url */
  @Prop({ type: String, required: true })
  public_key: string;

  /** of signatures, where the authenticator counts: a lower one is a copy's */
  @Prop({ type: Number, required: true })
  counter: number;

  @Prop({ type: [String], default: [] })
  transports: string[];

  /** whether the owner's account at the maker of the authenticator has it too */
  @Prop({ type: Boolean, required: true })
  backed_up: boolean;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, default: null })
  last_used_at: Date | null;
}

export const PasskeySchema = SchemaFactory.createForClass(PasskeyRecord);
// whose key signs
PasskeySchema.index({ credential_id: 1 }, { unique: true });
// at most as many keys a user as there are slots, whatever races
PasskeySchema.index({ slot: 1 }, { unique: true });
// a user's list
PasskeySchema.index({ user_id: 1, created_at: -1 });
