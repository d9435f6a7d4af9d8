import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { Channel, CHANNELS, DELIVERY_STATES, DeliveryState } from '../deliveries/delivery';

const KEPT_SECONDS = 365 * DAY_SECONDS;

@Schema({
  collection: 'notification_deliveries',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class DeliveryRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  notification_id: Types.ObjectId;

  @Prop({ type: String, enum: CHANNELS, required: true })
  channel: Channel;

  @Prop({ type: String, required: true })
  address: string;

  @Prop({ type: String, enum: DELIVERY_STATES, default: 'queued' })
  state: DeliveryState;

  @Prop({ type: Number, default: 0 })
  attempts: number;

  @Prop({ type: Date, default: null })
  sending_since: Date | null;

  /** The mail's Message-ID or Twilio's sid. */
  @Prop({ type: String, default: null })
  provider_id: string | null;

  @Prop({ type: String, default: null })
  last_error: string | null;

  @Prop({ type: Date, default: null })
  sent_at: Date | null;

  /** When the sweep looks whether its job got lost; later than the job itself is due. */
  @Prop({ type: Date, required: true })
  sweep_at: Date;

  created_at: Date;
  updated_at: Date;
}

export const DeliverySchema = SchemaFactory.createForClass(DeliveryRecord);

// one delivery per notification and channel, however often it is routed
DeliverySchema.index({ notification_id: 1, channel: 1 }, { unique: true });
// the sweep for unfinished deliveries whose job got lost
DeliverySchema.index({ state: 1, sweep_at: 1 });
// forgotten with their notifications
DeliverySchema.index({ created_at: 1 }, { expireAfterSeconds: KEPT_SECONDS });
