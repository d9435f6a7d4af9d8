import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';
import { Adjustment } from '../model/close-series';
import { ToldSession } from '../model/told-session';

/** Days after the last bar that were asked for in vain. */
@Schema({ _id: false })
export class AskedDaysRecord {
  /** day numbers, inclusive */
  @Prop({ type: Number, required: true })
  from: number;

  @Prop({ type: Number, required: true })
  to: number;

  /** how often in a row */
  @Prop({ type: Number, required: true })
  attempts: number;

  @Prop({ type: Date, required: true })
  at: Date;

  /** whether the provider tells of trades on them */
  @Prop({ type: Boolean, required: true })
  is_owed: boolean;
}

/** What is stored of a symbol's daily bars from one source: which days were received, under which adjustment. */
@Schema({
  collection: 'market_series',
  versionKey: false,
  timestamps: { updatedAt: 'updated_at', createdAt: 'created_at' },
})
export class PriceSeriesRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: String, required: true })
  source: string;

  @Prop({ type: String, required: true })
  currency: string;

  @Prop({ type: String, required: true })
  adjustment: Adjustment;

  /** day numbers of ranges that were received: [from, to, from, to, …], ascending, apart */
  @Prop({ type: [Number], required: true })
  covered: number[];

  /** rises with every change of the bars */
  @Prop({ type: Number, required: true })
  revision: number;

  /** which rules the bars were read by; a provider's series of older rules is asked for again */
  @Prop({ type: Number })
  form?: number;

  /** days inside `covered` on which there was a session whose close has not come, ascending */
  @Prop({ type: [Number], default: [] })
  owed: number[];

  /** when the days that are owed were last asked for */
  @Prop({ type: Date })
  owed_asked_at?: Date | null;

  @Prop({ type: AskedDaysRecord })
  asked?: AskedDaysRecord | null;

  /** days whose bars had fields that made no sense, ascending */
  @Prop({ type: [Number], default: [] })
  mended: number[];

  /** what symbols of one exchange share */
  @Prop({ type: String })
  exchange?: string;

  /** what the provider told of trading hours */
  @Prop({ type: Object })
  session?: ToldSession;

  /** whether the source tells splits and dividends */
  @Prop({ type: Boolean })
  tells_events?: boolean;

  created_at: Date;
  updated_at: Date;
}

export const PriceSeriesSchema = SchemaFactory.createForClass(PriceSeriesRecord);

// All series of a symbol, to choose one; and one document for each source.
PriceSeriesSchema.index({ symbol: 1, source: 1 }, { unique: true });
// Others of the same exchange: their bars tell on which days there were sessions.
PriceSeriesSchema.index({ exchange: 1, source: 1 }, { sparse: true });
