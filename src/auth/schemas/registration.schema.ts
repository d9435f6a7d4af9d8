import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';

/** An account that is opened when its address is confirmed; the id becomes the account's. */
@Schema({ collection: 'registrations', versionKey: false })
export class RegistrationRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  email: string;

  @Prop({ type: String, required: true })
  hashed_password: string;

  @Prop({ type: String, required: true })
  full_name: string;

  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const RegistrationSchema = SchemaFactory.createForClass(RegistrationRecord);
// removal at the end
RegistrationSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });
