import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';

/** An instrument that a search has found once; answers searches while no provider does. */
@Schema({ collection: 'instruments', versionKey: false })
export class InstrumentRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: String, required: true })
  name: string;

  /** what a search may begin with: the symbol, and the name from each of its words on, upper-cased */
  @Prop({ type: [String], required: true })
  words: string[];

  @Prop({ type: String, required: true })
  type: string;

  @Prop({ type: String, default: '' })
  exchange: string;

  @Prop({ type: String, default: '' })
  currency: string;

  @Prop({ type: String, required: true })
  source: string;

  /** where a search for it found the instrument */
  @Prop({ type: String })
  isin?: string;
}

export const InstrumentSchema = SchemaFactory.createForClass(InstrumentRecord);

// One entry for each symbol.
InstrumentSchema.index({ symbol: 1 }, { unique: true });
// Instruments of which something starts with what was typed.
InstrumentSchema.index({ words: 1 });
