import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { TRANSACTION_TYPES } from '../../analytics/ledger/model/transaction';
import type { DecimalText, TransactionType } from '../../analytics/ledger/model/transaction';
import { ENTRY_ORIGINS, PRICE_BASES } from '../transactions/entry';
import type { EntryOrigin, PriceBasis } from '../transactions/entry';
import { LedgerRow } from './ledger-row';

@Schema({ _id: false })
export class NamedLotRecord {
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  transaction_id: Types.ObjectId;

  @Prop({ type: String, required: true })
  quantity: DecimalText;
}

const EXACT = { type: String } as const;

/** One line of a ledger. Quantities and money are exact decimals as text; days are midnight UTC of the calendar day. */
@Schema({ collection: 'transactions', versionKey: false })
export class TransactionRecord extends LedgerRow {
  /** the line's id; an edited line is a new row */
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  transaction_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  account_id: Types.ObjectId;

  /** order of creation within the portfolio; an edit keeps it */
  @Prop({ type: Number, required: true })
  seq: number;

  @Prop({ type: String, required: true, enum: TRANSACTION_TYPES })
  type: TransactionType;

  @Prop({ type: Date, required: true })
  date: Date;

  @Prop({ type: String })
  time?: string;

  @Prop({ type: Date })
  settle_date?: Date;

  @Prop({ type: String, required: true })
  currency: string;

  @Prop(EXACT)
  fx_rate?: DecimalText;

  @Prop(EXACT)
  fee?: DecimalText;

  @Prop(EXACT)
  tax?: DecimalText;

  @Prop({ type: String })
  symbol?: string;

  @Prop({ type: String })
  into?: string;

  @Prop(EXACT)
  quantity?: DecimalText;

  @Prop(EXACT)
  price?: DecimalText;

  @Prop(EXACT)
  amount?: DecimalText;

  @Prop(EXACT)
  cost?: DecimalText;

  @Prop({ type: Date })
  acquired_on?: Date;

  @Prop({ type: [SchemaFactory.createForClass(NamedLotRecord)], default: undefined })
  lots?: NamedLotRecord[];

  @Prop({ type: Number })
  numerator?: number;

  @Prop({ type: Number })
  denominator?: number;

  @Prop(EXACT)
  ratio_n?: DecimalText;

  @Prop(EXACT)
  ratio_d?: DecimalText;

  @Prop(EXACT)
  cost_share?: DecimalText;

  @Prop(EXACT)
  cash_per_share?: DecimalText;

  @Prop({ type: String })
  note?: string;

  @Prop({ type: [String], default: undefined })
  tags?: string[];

  @Prop({ type: String })
  external_id?: string;

  @Prop({ type: String })
  group_id?: string;

  /** who wrote it: the owner, the seed's `assets`, or a corporate event */
  @Prop({ type: String, required: true, enum: ENTRY_ORIGINS })
  origin: EntryOrigin;

  /** of a lot of `assets`: whether its price and quantity are as traded that day or in later shares */
  @Prop({ type: String, enum: PRICE_BASES })
  basis?: PriceBasis;

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, required: true })
  updated_at: Date;
}

export const TransactionSchema = SchemaFactory.createForClass(TransactionRecord);

// The whole ledger, or a page of it, by day and order of creation.
TransactionSchema.index({ portfolio_id: 1, date: 1, seq: 1 });
// The lines as they were created, page by page.
TransactionSchema.index({ portfolio_id: 1, seq: 1 });
// The lines of a symbol: what a change of it can make impossible.
TransactionSchema.index({ portfolio_id: 1, symbol: 1, date: 1, seq: 1 });
// The lines of an account, page by page and for its deletion.
TransactionSchema.index({ portfolio_id: 1, account_id: 1, date: 1, seq: 1 });
// The lines that bring a symbol out of another one.
TransactionSchema.index(
  { portfolio_id: 1, into: 1 },
  { partialFilterExpression: { into: { $exists: true } } },
);
// Mergers with cash, of all portfolios: few lines are such.
TransactionSchema.index(
  { cash_per_share: 1 },
  { partialFilterExpression: { cash_per_share: { $exists: true } } },
);
// One line, and lines that a request has made before.
TransactionSchema.index({ portfolio_id: 1, transaction_id: 1 });
// The broker's own ids, which an account has once.
TransactionSchema.index(
  { portfolio_id: 1, external_id: 1 },
  { partialFilterExpression: { external_id: { $exists: true } } },
);
// The rows that a change wrote, which are seen once it is settled.
TransactionSchema.index({ portfolio_id: 1, revision: 1, change_id: 1 });
// What changes took away: the lines in memory are read on from there.
TransactionSchema.index(
  { portfolio_id: 1, removed_revision: 1 },
  { partialFilterExpression: { removed_revision: { $gt: 0 } } },
);
// Removed rows go when nobody reads them any more.
TransactionSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });
