import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';
import { Theme, THEMES } from '../user';

@Schema({ _id: false, versionKey: false })
class StoredNotificationPreferences {
  @Prop({ type: Boolean, required: true })
  email: boolean;

  @Prop({ type: Boolean, required: true })
  sms: boolean;
}

@Schema({ _id: false, versionKey: false })
class StoredPreferences {
  @Prop({ type: String, enum: THEMES, required: true })
  theme: Theme;

  @Prop({ type: SchemaFactory.createForClass(StoredNotificationPreferences), required: true })
  notifications: StoredNotificationPreferences;
}

@Schema({ collection: 'users', versionKey: false })
export class StoredUser {
  _id: Types.ObjectId;

  /** lower case, so that one address is one account */
  @Prop({ type: String, required: true })
  email: string;

  @Prop({ type: String, required: true })
  hashed_password: string;

  @Prop({ type: String, required: true })
  full_name: string;

  @Prop({ type: Boolean, required: true })
  is_active: boolean;

  @Prop({ type: Boolean, required: true })
  is_superuser: boolean;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, default: null })
  last_login: Date | null;

  @Prop({ type: String, default: null })
  phone: string | null;

  @Prop({ type: SchemaFactory.createForClass(StoredPreferences), required: true })
  preferences: StoredPreferences;
}

export const UserSchema = SchemaFactory.createForClass(StoredUser);
// sign-in by address; one account per address even when two register at once
UserSchema.index({ email: 1 }, { unique: true });
// the superusers' list, newest first
UserSchema.index({ created_at: -1, _id: -1 });
