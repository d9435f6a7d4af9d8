import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** It goes when it is used or withdrawn. Its token is made of the id and stored nowhere. */
@Schema({ collection: 'invitations', versionKey: false })
export class InvitationRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  email: string;

  /** `<installation>:<n>`, n below the cap, so that the unique index is the cap */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  invited_by: Types.ObjectId;

  @Prop({ type: Boolean, required: true })
  mailed: boolean;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const InvitationSchema = SchemaFactory.createForClass(InvitationRecord);
// an address that is invited again
InvitationSchema.index({ email: 1 });
// at most as many as there are slots, whatever races
InvitationSchema.index({ slot: 1 }, { unique: true });
// the list, newest first
InvitationSchema.index({ created_at: -1, _id: -1 });
// removal at the end
InvitationSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });
