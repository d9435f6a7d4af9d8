import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';
import { Adjustment } from '../close-series';

/** What is stored of a symbol's daily bars from one source: which days were asked for, under which adjustment. */
@Schema({
  collection: 'market_series',
  versionKey: false,
  timestamps: { updatedAt: 'updated_at', createdAt: 'created_at' },
})
export class PriceSeriesDocument {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: String, required: true })
  source: string;

  @Prop({ type: String, required: true })
  currency: string;

  @Prop({ type: String, required: true })
  adjustment: Adjustment;

  /** day numbers that have been asked for: [from, to, from, to, …], ascending, apart */
  @Prop({ type: [Number], required: true })
  covered: number[];

  /** rises with every change of the bars */
  @Prop({ type: Number, required: true })
  revision: number;

  /** bars that the checks refused, since the beginning */
  @Prop({ type: Number, required: true })
  dropped: number;

  created_at: Date;
  updated_at: Date;
}

export const PriceSeriesSchema = SchemaFactory.createForClass(PriceSeriesDocument);

// All series of a symbol, to choose one; and one document for each source.
PriceSeriesSchema.index({ symbol: 1, source: 1 }, { unique: true });
