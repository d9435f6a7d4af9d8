import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';
import { Adjustment } from '../model/close-series';

/** A bar of a day (`historical`), or the last known quote of a symbol (`real-time`, one per symbol). */
@Schema({ collection: 'market_data', versionKey: false })
export class MarketDataRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: String, required: true, enum: ['real-time', 'historical'] })
  data_type: 'real-time' | 'historical';

  /** of a bar: midnight UTC of the trading day */
  @Prop({ type: Date, required: true })
  timestamp: Date;

  @Prop({ type: Number, default: null })
  open: number | null;

  @Prop({ type: Number, default: null })
  high: number | null;

  @Prop({ type: Number, default: null })
  low: number | null;

  @Prop({ type: Number, required: true })
  close: number;

  @Prop({ type: Number, default: null })
  volume: number | null;

  /** the provider, `simulated` or `import` */
  @Prop({ type: String, required: true })
  source: string;

  @Prop({ type: String, required: true })
  currency: string;

  /** the unit that the exchange quotes in */
  @Prop({ type: String })
  quoted_in?: string;

  @Prop({ type: String })
  adjustment?: Adjustment;

  @Prop({ type: Number })
  previous_close?: number | null;

  @Prop({ type: Date })
  received_at?: Date;
}

export const MarketDataSchema = SchemaFactory.createForClass(MarketDataRecord);

// Reads a source's bars of a symbol in order, and makes storing a bar twice store it once.
MarketDataSchema.index({ symbol: 1, data_type: 1, source: 1, timestamp: 1 }, { unique: true });
