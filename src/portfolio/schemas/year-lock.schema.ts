import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { LedgerRow } from './ledger-row';

@Schema({ collection: 'year_locks', versionKey: false })
export class YearLockRecord extends LedgerRow {
  /** no line of this year or before may be added, changed or removed */
  @Prop({ type: Number, required: true })
  year: number;

  @Prop({ type: Date, required: true })
  locked_at: Date;

  /** what the ledger said of all days up to the end of the year when it was locked: gzipped JSON of a `LedgerStatement` */
  @Prop({ type: Buffer, required: true })
  statement: Buffer;
}

export const YearLockSchema = SchemaFactory.createForClass(YearLockRecord);

// The locks of a portfolio, and the rows that a change wrote, which are seen once it is settled.
YearLockSchema.index({ portfolio_id: 1, revision: 1, change_id: 1 });
// Removed rows go when nobody reads them any more.
YearLockSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });
