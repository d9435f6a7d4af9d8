import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';
import { Theme, THEMES } from '../user';

@Schema({ _id: false, versionKey: false })
class NotificationPreferencesRecord {
  @Prop({ type: Boolean, required: true })
  email: boolean;

  @Prop({ type: Boolean, required: true })
  sms: boolean;
}

@Schema({ _id: false, versionKey: false })
class PreferencesRecord {
  @Prop({ type: String, enum: THEMES, required: true })
  theme: Theme;

  @Prop({ type: String, default: null })
  locale: string | null;

  @Prop({ type: String, default: null })
  base_currency: string | null;

  @Prop({ type: String, default: null })
  time_zone: string | null;

  @Prop({ type: SchemaFactory.createForClass(NotificationPreferencesRecord), required: true })
  notifications: NotificationPreferencesRecord;
}

@Schema({ collection: 'users', versionKey: false })
export class UserRecord {
  _id: Types.ObjectId;

  /** lower case, so that one address is one account */
  @Prop({ type: String, required: true })
  email: string;

  @Prop({ type: Date, default: null })
  email_confirmed_at: Date | null;

  @Prop({ type: String, required: true })
  hashed_password: string;

  /** since when a new password must be chosen before anybody signs in; absent in most */
  @Prop({ type: Date })
  password_needed_since?: Date | null;

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

  @Prop({ type: Date, default: null })
  phone_confirmed_at: Date | null;

  @Prop({ type: SchemaFactory.createForClass(PreferencesRecord), required: true })
  preferences: PreferencesRecord;

  /** from when on the account and all that it has is erased, unless its owner comes back; absent in most */
  @Prop({ type: Date })
  erase_at?: Date;

  /** when its erasure began: from then on there is no way back */
  @Prop({ type: Date })
  erasing_since?: Date;

  /** ids of what it had when its erasure began */
  @Prop({ type: [String], default: undefined })
  erased_ids?: string[];
}

export const UserSchema = SchemaFactory.createForClass(UserRecord);
// sign-in by address; one account per address even when two register at once
UserSchema.index({ email: 1 }, { unique: true });
// accounts whose time to come back is over
UserSchema.index({ erase_at: 1 }, { sparse: true });
// the superusers' list by date
UserSchema.index({ created_at: -1, _id: -1 });
// the superusers' list by address, name and last sign-in
UserSchema.index({ email: 1, _id: 1 }, { name: 'users_by_email' });
UserSchema.index({ full_name: 1, _id: 1 }, { name: 'users_by_full_name' });
UserSchema.index({ last_login: 1, _id: 1 }, { name: 'users_by_last_login' });
