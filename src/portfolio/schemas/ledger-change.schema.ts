import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** A change of a ledger while it is made: what it takes away. It goes when its rows are settled. */
@Schema({ collection: 'ledger_changes', versionKey: false })
export class LedgerChangeRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  portfolio_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** row ids of lines, accounts and locks that are not seen any more once it is published */
  @Prop({ type: [SchemaTypes.ObjectId], required: true })
  removed_rows: Types.ObjectId[];

  @Prop({ type: Date, required: true })
  begun_at: Date;
}

export const LedgerChangeSchema = SchemaFactory.createForClass(LedgerChangeRecord);

// Changes whose writer died, oldest first.
LedgerChangeSchema.index({ begun_at: 1 });
// What a deleted portfolio leaves.
LedgerChangeSchema.index({ portfolio_id: 1 });
