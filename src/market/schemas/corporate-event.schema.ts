import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';

export const CORPORATE_EVENT_KINDS = ['split', 'dividend'] as const;
export type CorporateEventKind = (typeof CORPORATE_EVENT_KINDS)[number];

/** A split or a dividend, as a provider, an import or an administrator tells it. */
@Schema({
  collection: 'corporate_events',
  versionKey: false,
  timestamps: { updatedAt: 'updated_at', createdAt: 'created_at' },
})
export class CorporateEventRecord {
  _id: Types.ObjectId;

  @Prop({ type: String, required: true })
  symbol: string;

  /** midnight UTC of the first day on which the shares trade without it */
  @Prop({ type: Date, required: true })
  ex_date: Date;

  @Prop({ type: String, required: true, enum: CORPORATE_EVENT_KINDS })
  kind: CorporateEventKind;

  /** of a split: `denominator` shares become `numerator` */
  @Prop({ type: Number })
  numerator?: number;

  @Prop({ type: Number })
  denominator?: number;

  /** of a split: its owner has said that it is one, whatever its ratio */
  @Prop({ type: Boolean })
  confirmed?: boolean;

  /** of a dividend, for one share, as an exact decimal */
  @Prop({ type: String })
  amount?: string;

  @Prop({ type: String })
  currency?: string;

  /** of a dividend: the amount is for a share of today, not of its day */
  @Prop({ type: Boolean })
  is_adjusted?: boolean;

  /** the provider, `import` or `administrator` */
  @Prop({ type: String, required: true })
  source: string;

  created_at: Date;
  updated_at: Date;
}

export const CorporateEventSchema = SchemaFactory.createForClass(CorporateEventRecord);

// All events of a symbol; and what one source tells of a day, once.
CorporateEventSchema.index({ symbol: 1, ex_date: 1, kind: 1, source: 1 }, { unique: true });
// Splits that became known or changed lately, for the lots that they change.
CorporateEventSchema.index({ kind: 1, updated_at: -1 });

// It took no notice of other terms.
Object.assign(CorporateEventSchema.statics, { retiredIndexes: ['kind_1_created_at_-1'] });
