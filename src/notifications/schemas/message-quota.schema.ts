import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** How many messages an account ordered, or a recipient got, on a day. */
@Schema({ collection: 'message_quotas', versionKey: false })
export class MessageQuotaRecord {
  /** day, channel, and the account or a digest of the recipient */
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: Number, required: true })
  count: number;

  @Prop({ type: Date, required: true })
  forget_at: Date;
}

export const MessageQuotaSchema = SchemaFactory.createForClass(MessageQuotaRecord);
// removal when its day is over
MessageQuotaSchema.index({ forget_at: 1 }, { expireAfterSeconds: 0 });
