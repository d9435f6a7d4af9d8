import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';

@Schema({ _id: false })
export class WatchlistItemRecord {
  @Prop({ type: String, required: true })
  symbol: string;

  @Prop({ type: String, default: null })
  note: string | null;

  @Prop({ type: Number, default: null })
  target_price: number | null;
}

@Schema({
  collection: 'watchlists',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class WatchlistRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  user_id: Types.ObjectId;

  /** `<user>:<n>`, n below the cap, so that the unique index is the cap. */
  @Prop({ type: String, required: true })
  slot: string;

  @Prop({ type: String, required: true })
  name: string;

  @Prop({ type: Number, required: true, default: 0 })
  position: number;

  @Prop({ type: [SchemaFactory.createForClass(WatchlistItemRecord)], required: true })
  items: WatchlistItemRecord[];

  @Prop({ type: Number, required: true, default: 1 })
  version: number;

  created_at: Date;
  updated_at: Date;
}

export const WatchlistSchema = SchemaFactory.createForClass(WatchlistRecord);

// at most as many lists a user as there are slots, whatever races
WatchlistSchema.index({ slot: 1 }, { unique: true });
// a user's lists in their order
WatchlistSchema.index({ user_id: 1, position: 1, created_at: -1 });
