import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** Which of our symbols a user takes for what his statements name. */
@Schema({ collection: 'instrument_choices', versionKey: false })
export class InstrumentChoiceRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** an identifier, such as `isin:US0378331005@EUR`; the currency tells listings apart */
  @Prop({ type: String, required: true })
  key: string;

  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: Date, required: true })
  chosen_at: Date;
}

export const InstrumentChoiceSchema = SchemaFactory.createForClass(InstrumentChoiceRecord);

// One choice for each identifier of a user.
InstrumentChoiceSchema.index({ user_id: 1, key: 1 }, { unique: true, name: 'instrument_choices_of_user' });
