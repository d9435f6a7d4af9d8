import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

@Schema({ _id: false })
export class QuotaClaimRecord {
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  id: Types.ObjectId;

  @Prop({ type: Number, required: true })
  amount: number;

  /** from when on its writer is taken for dead */
  @Prop({ type: Date, required: true })
  ends_at: Date;
}

/** What is being written of one kind for one account, in the order in which the writers came. */
@Schema({ collection: 'quota_claims', versionKey: false })
export class QuotaClaimsRecord {
  /** `<kind>:<user>` */
  @Prop({ type: String, required: true })
  _id: string;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: [SchemaFactory.createForClass(QuotaClaimRecord)], required: true })
  claims: QuotaClaimRecord[];

  /** when the last of them has ended */
  @Prop({ type: Date, required: true })
  expires_at: Date;
}

export const QuotaClaimsSchema = SchemaFactory.createForClass(QuotaClaimsRecord);

// Accounts that wrote nothing for a while need none.
QuotaClaimsSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0, name: 'quota_claims_expire' });
// Those of an account, for its end.
QuotaClaimsSchema.index({ user_id: 1 });
