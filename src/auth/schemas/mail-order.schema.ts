import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';
import { MAIL_ORDER_KINDS, MailOrderKind } from '../mail-orders/mail-order';

/** A mail that an answer promised before anybody looked whether there is such an account. */
@Schema({ collection: 'mail_orders', versionKey: false })
export class MailOrderRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true, enum: MAIL_ORDER_KINDS })
  kind: MailOrderKind;

  @Prop({ type: String, required: true })
  email: string;

  @Prop({ type: Date, required: true })
  ordered_at: Date;

  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const MailOrderSchema = SchemaFactory.createForClass(MailOrderRecord);
// those that a crash left behind, oldest first
MailOrderSchema.index({ ordered_at: 1 });
// removal at the end
MailOrderSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });
