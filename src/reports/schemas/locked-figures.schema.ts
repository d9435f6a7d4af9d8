import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** What reports of a window of locked years say, as it was when the first of them was made. It is never changed. */
@Schema({ collection: 'locked_figures', versionKey: false })
export class LockedFiguresRecord {
  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  portfolio_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, default: null })
  account: Types.ObjectId | null;

  /** as asked for; null means the first purchase */
  @Prop({ type: String, default: null })
  from: string | null;

  @Prop({ type: String, required: true })
  to: string;

  @Prop({ type: String, required: true })
  title: string;

  @Prop({ type: String, required: true })
  prepared_for: string;

  @Prop({ type: Date, required: true })
  generated_at: Date;

  /** gzipped JSON of a `Performance` */
  @Prop({ type: Buffer, required: true })
  performance: Buffer;

  /** of `performance` */
  @Prop({ type: Number, required: true })
  size_bytes: number;

  /** of the answer, see `ANSWER_FORM`: later releases have to render what older ones kept */
  @Prop({ type: Number, required: true })
  form: number;
}

export const LockedFiguresSchema = SchemaFactory.createForClass(LockedFiguresRecord);

// One of each window, whatever races; a user's, and those of a portfolio.
LockedFiguresSchema.index({ user_id: 1, portfolio_id: 1, account: 1, from: 1, to: 1 }, { unique: true });
