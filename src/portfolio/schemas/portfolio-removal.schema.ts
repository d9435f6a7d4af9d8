import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

/** A portfolio that is being deleted. It goes when nothing of the portfolio is left, or when it was not deleted after all. */
@Schema({ collection: 'portfolio_removals', versionKey: false })
export class PortfolioRemovalRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  portfolio_id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  @Prop({ type: Date, required: true })
  begun_at: Date;
}

export const PortfolioRemovalSchema = SchemaFactory.createForClass(PortfolioRemovalRecord);

// Removals whose process died, oldest first.
PortfolioRemovalSchema.index({ begun_at: 1 });
