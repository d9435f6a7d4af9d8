import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** An instrument and its prices, known to its owner only. */
@Schema({
  collection: 'private_instruments',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class PrivateInstrumentRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** `<user>:<n>`, n below the cap, so that the unique index is the cap. */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: String, required: true })
  currency: string;

  /** day numbers, four bytes each, little-endian */
  @Prop({ type: SchemaTypes.Buffer, required: true })
  days: Buffer;

  /** closes of these days, eight bytes each */
  @Prop({ type: SchemaTypes.Buffer, required: true })
  closes: Buffer;

  @Prop({ type: Number, required: true })
  version: number;

  created_at: Date;
  updated_at: Date;
}

export const PrivateInstrumentSchema = SchemaFactory.createForClass(PrivateInstrumentRecord);

// At most as many instruments a user as there are slots, whatever races.
PrivateInstrumentSchema.index({ slot: 1 }, { unique: true, name: 'private_instrument_slots' });
// One of a symbol for each user; a user's own in order.
PrivateInstrumentSchema.index(
  { user_id: 1, symbol: 1 },
  { unique: true, name: 'private_instruments_of_user' },
);
