import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { PRICE_BASES } from '../transactions/entry';
import type { PriceBasis } from '../transactions/entry';

@Schema({ _id: false })
export class GivenPurchaseRecord {
  @Prop({ type: String, required: true })
  quantity: string;

  @Prop({ type: String, required: true })
  purchase_price: string;

  @Prop({ type: String, enum: PRICE_BASES })
  basis?: PriceBasis;
}

@Schema({ _id: false })
export class AssetRecord {
  /** missing where an older release stored it */
  @Prop({ type: String })
  id?: string;

  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: Number, required: true })
  quantity: number;

  /** cost of one, in the portfolio's currency; null where it is unknown or has no exchange rate */
  @Prop({ type: Number, default: null })
  purchase_price: number | null;

  /** midnight UTC of the calendar day */
  @Prop({ type: Date, required: true })
  purchase_date: Date;

  /** as it was given to an older release, until it is a line of the ledger */
  @Prop({ type: SchemaFactory.createForClass(GivenPurchaseRecord) })
  given?: GivenPurchaseRecord;
}

@Schema({ _id: false })
export class PortfolioTotalsRecord {
  @Prop({ type: Number, required: true })
  asset_count: number;

  @Prop({ type: Number, required: true })
  symbol_count: number;

  @Prop({ type: Number, required: true })
  cost_basis: number;

  /** absent in documents of older versions */
  @Prop({ type: Number })
  unknown_cost_count?: number;
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

  /** `<user>:<n>`, n below the cap, so that the unique index is the cap; absent in documents of older versions. */
  @Prop({ type: String })
  slot?: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true })
  currency: string;

  @Prop({ type: [SchemaFactory.createForClass(AssetRecord)], required: true })
  assets: AssetRecord[];

  /** Of `assets`, written with them so that lists need not read them; absent in documents of older versions. */
  @Prop({ type: SchemaFactory.createForClass(PortfolioTotalsRecord) })
  totals?: PortfolioTotalsRecord;

  @Prop({ type: Number, required: true, default: 1 })
  version: number;

  /** of the published ledger; missing until the lots of an older release have become lines */
  @Prop({ type: Number })
  ledger_revision?: number;

  /** lines of the published ledger; until there is one, how many the lots of an older release will become */
  @Prop({ type: Number })
  line_count?: number;

  /** the change that made that revision, while its rows are not settled */
  @Prop({ type: SchemaTypes.ObjectId })
  unsettled_change?: Types.ObjectId;

  /** the rules of mergers for cash that its lots were told by; missing where there is none, or an older release told them */
  @Prop({ type: Number })
  merger_rules?: number;

  /** issues that the owner does not want to see any more, by their ids */
  @Prop({ type: [String], default: undefined })
  dismissed_issues?: string[];

  /** how many issues were open when they were last looked for */
  @Prop({ type: Number })
  open_issues?: number;

  created_at: Date;
  updated_at: Date;
}

export const PortfolioSchema = SchemaFactory.createForClass(PortfolioRecord);

// A user's own portfolios, newest first, page by page.
PortfolioSchema.index({ user_id: 1, created_at: -1, _id: -1 });
// At most as many portfolios an account as there are slots, whatever races.
PortfolioSchema.index({ slot: 1 }, { unique: true, sparse: true });
// How many lines and which slots an account has, read of the index alone.
PortfolioSchema.index({ user_id: 1, line_count: 1, slot: 1 });
// Portfolios that hold a symbol which was split.
PortfolioSchema.index({ 'assets.symbol': 1 });
// Portfolios of an older release, whose lots have not become lines yet.
PortfolioSchema.index({ ledger_revision: 1 });

// It lacked the slot.
Object.assign(PortfolioSchema.statics, { retiredIndexes: ['user_id_1_line_count_1'] });
