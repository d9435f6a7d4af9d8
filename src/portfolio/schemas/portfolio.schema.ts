import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

@Schema({ _id: false })
export class AssetRecord {
  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: Number, required: true })
  quantity: number;

  @Prop({ type: Number, required: true })
  purchase_price: number;

  /** midnight UTC of the calendar day */
  @Prop({ type: Date, required: true })
  purchase_date: Date;
}

@Schema({
  collection: 'portfolios',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class PortfolioRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true })
  currency: string;

  @Prop({ type: [SchemaFactory.createForClass(AssetRecord)], required: true })
  assets: AssetRecord[];

  @Prop({ type: Number, required: true, default: 1 })
  version: number;

  created_at: Date;
  updated_at: Date;
}

export const PortfolioSchema = SchemaFactory.createForClass(PortfolioRecord);

// A user's own portfolios, newest first, page by page.
PortfolioSchema.index({ user_id: 1, created_at: -1, _id: -1 });
