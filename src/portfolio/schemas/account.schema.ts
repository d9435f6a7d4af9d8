import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import { COST_METHODS, DIVIDEND_MODES } from '../../analytics/ledger/model/account';
import type { CostMethod, DividendMode } from '../../analytics/ledger/model/account';
import { LedgerRow } from './ledger-row';

@Schema({ collection: 'accounts', versionKey: false })
export class AccountRecord extends LedgerRow {
  /** the account's id; an edited account is a new row */
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  account_id: Types.ObjectId;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, default: null })
  broker: string | null;

  @Prop({ type: String, required: true })
  currency: string;

  @Prop({ type: String, required: true, enum: COST_METHODS })
  cost_method: CostMethod;

  @Prop({ type: Boolean, required: true })
  tracks_cash: boolean;

  @Prop({ type: String, required: true, enum: DIVIDEND_MODES })
  dividends: DividendMode;

  @Prop({ type: Number, required: true })
  version: number;

  @Prop({ type: Date, required: true })
  created_at: Date;

  @Prop({ type: Date, required: true })
  updated_at: Date;
}

export const AccountSchema = SchemaFactory.createForClass(AccountRecord);

// The accounts of a portfolio, and the rows that a change wrote, which are seen once it is settled.
AccountSchema.index({ portfolio_id: 1, revision: 1, change_id: 1 });
// Accounts in which dividends are booked by themselves.
AccountSchema.index({ dividends: 1 }, { partialFilterExpression: { dividends: 'book' } });
// Removed rows go when nobody reads them any more.
AccountSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });
