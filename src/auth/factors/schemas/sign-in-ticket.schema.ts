import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** A password was right, and a second factor is waited for. */
@Schema({ collection: 'sign_in_tickets', versionKey: false })
export class SignInTicketRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, required: true })
  ticket_hash: string;

  /** digest of the password's hash: another password makes the ticket good for nothing */
  @Prop({ type: String, required: true })
  password_digest: string;

  @Prop({ type: Number, default: 0 })
  attempts: number;

  @Prop({ type: Date, default: null })
  used_at: Date | null;

  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const SignInTicketSchema = SchemaFactory.createForClass(SignInTicketRecord);
// which sign-in goes on
SignInTicketSchema.index({ ticket_hash: 1 }, { unique: true });
// an account's, to end them with it
SignInTicketSchema.index({ user_id: 1 });
// removal when it is good for nothing
SignInTicketSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });
