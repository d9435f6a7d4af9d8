import { Prop, Schema } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/**
 * What every row of a ledger carries: by which change it came and went. A reader of revision N sees rows with
 * `revision` up to N that were not removed up to N; see docs/decisions/0016-changes-of-a-ledger.md.
 */
@Schema()
export class LedgerRow {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  portfolio_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** the change that wrote it */
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  change_id: Types.ObjectId;

  /** of the ledger from which on it is seen; null until its change is published and settled */
  @Prop({ type: Number, default: null })
  revision: number | null;

  /** of the ledger from which on it is not seen any more */
  @Prop({ type: Number, default: null })
  removed_revision: number | null;

  /** when a removed row may go: no reader still sees it */
  @Prop({ type: Date })
  expires_at?: Date;
}
