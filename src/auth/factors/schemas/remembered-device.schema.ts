import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** A device whose owner is not asked for the second factor again for a while. */
@Schema({ collection: 'remembered_devices', versionKey: false })
export class RememberedDeviceRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** `<user>:<n>`, n below the cap, so that the unique index is the cap */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: String, required: true })
  token_hash: string;

  @Prop({ type: String, default: '' })
  user_agent: string;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, required: true })
  last_used_at: Date;

  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const RememberedDeviceSchema = SchemaFactory.createForClass(RememberedDeviceRecord);
// whether a device is remembered
RememberedDeviceSchema.index({ token_hash: 1 }, { unique: true });
// at most as many devices a user as there are slots, whatever races
RememberedDeviceSchema.index({ slot: 1 }, { unique: true });
// a user's list
RememberedDeviceSchema.index({ user_id: 1, created_at: -1 });
// removal at the end
RememberedDeviceSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });
