import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { ALERT_CONDITIONS, ALERT_STATES, AlertCondition, AlertState } from '../alert';

const FIRED_KEPT_SECONDS = 90 * DAY_SECONDS;

@Schema({
  collection: 'price_alerts',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class AlertRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: String, enum: ALERT_CONDITIONS, required: true })
  condition: AlertCondition;

  @Prop({ type: Number, required: true })
  price: number;

  /** null: the unit that the exchange quotes in. Absent in documents of older versions, which meant the currency proper. */
  @Prop({ type: String })
  currency?: string | null;

  @Prop({ type: String, enum: ALERT_STATES, default: 'active' })
  state: AlertState;

  /** `<user>:<n>`, n below the cap; held while active, so that the unique index is the cap. */
  @Prop({ type: String })
  slot?: string;

  @Prop({ type: Date, default: null })
  fired_at: Date | null;

  @Prop({ type: Number, default: null })
  fired_price: number | null;

  /** When the notification of the firing was stored; null after a crash in between, until the sweep has done it. */
  @Prop({ type: Date, default: null })
  notified_at: Date | null;

  created_at: Date;
  updated_at: Date;
}

export const AlertSchema = SchemaFactory.createForClass(AlertRecord);

// at most as many active alerts a user as there are slots, whatever races
AlertSchema.index({ slot: 1 }, { unique: true, sparse: true });
// a user's list by date
AlertSchema.index({ user_id: 1, created_at: -1, _id: -1 });
// a user's list by symbol
AlertSchema.index({ user_id: 1, symbol: 1, _id: 1 }, { name: 'alerts_of_user_by_symbol' });
// the alerts that a price fires; and all that wait
AlertSchema.index({ state: 1, symbol: 1, condition: 1, price: 1 });
// the sweep for fired alerts that a crash left without a notification
AlertSchema.index({ state: 1, notified_at: 1, fired_at: 1 });
// spent alerts are forgotten after three months
AlertSchema.index({ fired_at: 1 }, { expireAfterSeconds: FIRED_KEPT_SECONDS });
