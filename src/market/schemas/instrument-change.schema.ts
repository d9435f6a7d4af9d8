import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';
import { INSTRUMENT_CHANGES, InstrumentChangeKind } from '../changes/instrument-change';

@Schema({ collection: 'instrument_changes', versionKey: false })
export class InstrumentChangeRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  symbol: string;

  /** `<installation>:<n>`, n below the cap, so that the unique index is the cap */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: String, enum: INSTRUMENT_CHANGES, required: true })
  kind: InstrumentChangeKind;

  @Prop({ type: String, default: null })
  into: string | null;

  @Prop({ type: String, required: true })
  since: string;

  @Prop({ type: Date, required: true })
  created_at: Date;
}

export const InstrumentChangeSchema = SchemaFactory.createForClass(InstrumentChangeRecord);
// one change a symbol
InstrumentChangeSchema.index({ symbol: 1 }, { unique: true });
// at most as many as there are slots, whatever races
InstrumentChangeSchema.index({ slot: 1 }, { unique: true });
// the list, newest first
InstrumentChangeSchema.index({ created_at: -1, _id: -1 });
