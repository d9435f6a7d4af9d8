import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SchemaTypes, Types } from 'mongoose';
import type { Before } from '../../analytics/ledger/plan/market';
import type { Performance } from '../performance/computing/compute-performance';

/**
 * A computed performance. What people look through is stored as fields; the whole answer as the bytes that are sent,
 * since ten years of days as sub-documents would take longer to read back than to compute.
 */
@Schema({
  collection: 'portfolio_analyses',
  versionKey: false,
  timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
})
export class PortfolioAnalysisRecord {
  _id: Types.ObjectId;

  @Prop({ type: SchemaTypes.ObjectId, required: true })
  portfolio_id: Types.ObjectId;

  @Prop({ type: Number, required: true })
  portfolio_version: number;

  /** as asked for; null means the first purchase */
  @Prop({ type: String, default: null })
  from: string | null;

  @Prop({ type: String, required: true })
  to: string;

  @Prop({ type: String, default: null })
  benchmark: string | null;

  @Prop({ type: Number, required: true })
  risk_free_rate: number;

  /** id of the one account that is told of; null for all */
  @Prop({ type: String, default: null })
  account: string | null;

  /** charges that the figures are told before */
  @Prop({ type: String, default: null })
  before: Before;

  /** of the answer, see `ANSWER_FORM` */
  @Prop({ type: Number, required: true })
  form: number;

  /** of everything the answer is computed from; its ETag */
  @Prop({ type: String, required: true })
  fingerprint: string;

  /** the state of the stored prices when last compared, see `HistoryService.stateOf` */
  @Prop({ type: String, required: true })
  price_stamp: string;

  /** every series the answer rests on: held symbols, benchmark, exchange rates, and those that might have told more rates */
  @Prop({ type: [String], required: true })
  price_symbols: string[];

  /** whether no price of the window was still to come when last compared */
  @Prop({ type: Boolean, required: true })
  settled: boolean;

  /** whether no price of the window can come that is missing */
  @Prop({ type: Boolean, required: true })
  final: boolean;

  @Prop({ type: Date, required: true })
  compared_at: Date;

  @Prop({ type: String, default: null })
  prices_as_of: string | null;

  @Prop({ type: SchemaTypes.Mixed, required: true })
  summary: Performance['summary'];

  @Prop({ type: SchemaTypes.Mixed, required: true })
  returns: Performance['returns'];

  @Prop({ type: SchemaTypes.Mixed, required: true })
  risk: Performance['risk'];

  /** the whole answer, gzipped UTF-8 JSON */
  @Prop({ type: Buffer, required: true })
  answer: Buffer;

  @Prop({ type: Date, required: true })
  computed_at: Date;

  created_at: Date;
  updated_at: Date;
}

export const PortfolioAnalysisSchema = SchemaFactory.createForClass(PortfolioAnalysisRecord);

// The stored answer to a repeated question; unique, so that two processes that compute it store one.
PortfolioAnalysisSchema.index(
  {
    portfolio_id: 1,
    portfolio_version: 1,
    from: 1,
    to: 1,
    benchmark: 1,
    risk_free_rate: 1,
    account: 1,
    before: 1,
  },
  { unique: true },
);
// A portfolio's analyses, newest first, page by page; pruning and deletion with the portfolio.
PortfolioAnalysisSchema.index({ portfolio_id: 1, created_at: -1, _id: -1 });

// Unique without account and charges: it would take an account's answer for the portfolio's.
Object.assign(PortfolioAnalysisSchema.statics, {
  retiredIndexes: ['portfolio_id_1_portfolio_version_1_from_1_to_1_benchmark_1_risk_free_rate_1'],
});
