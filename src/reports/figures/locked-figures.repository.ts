import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { ANSWER_FORM } from '../../portfolio/performance/computing/computed-performance';
import type { OwnedPortfolio } from '../../portfolio/portfolio';
import type { PackedFigures } from '../rendering/report-content';
import type { Report } from '../report';
import { LockedFiguresRecord } from '../schemas/locked-figures.schema';

/** What decides the figures of a report of locked years. */
export type LockedWindow = Pick<Report, 'user_id' | 'portfolio_id' | 'account' | 'from'> & { to: string };

export interface LockedFigures extends PackedFigures {
  readonly window: LockedWindow;
}

/** Lean reads give the driver's Binary. */
type Lean = Omit<LockedFiguresRecord, 'performance'> & { performance: Buffer | mongoose.mongo.Binary };

/** What reports of locked years say: kept once, and read from then on. */
@Injectable()
export class LockedFiguresRepository {
  constructor(@InjectModel(LockedFiguresRecord.name) private readonly model: Model<LockedFiguresRecord>) {}

  async find(window: LockedWindow): Promise<LockedFigures | null> {
    const record = await this.model.findOne({ ...window }).lean<Lean>();
    return record && toFigures(record);
  }

  /** @returns what is kept: that of whoever came first */
  async keep(window: LockedWindow, figures: PackedFigures): Promise<LockedFigures> {
    const { performance } = figures;
    const content = { performance: Buffer.from(performance), size_bytes: performance.byteLength };
    try {
      await this.model.create({ ...window, ...figures, ...content, form: ANSWER_FORM });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return (await this.find(window)) ?? { ...figures, window };
  }

  /** Newest first. */
  async *of({ user_id, id }: OwnedPortfolio, limit: number): AsyncGenerator<LockedFigures> {
    const found = this.model.find({ user_id, portfolio_id: id }).sort({ _id: -1 }).limit(limit);
    for await (const record of found.lean<Lean>().cursor() as AsyncIterable<Lean>) yield toFigures(record);
  }

  async removeOf({ user_id, id }: OwnedPortfolio): Promise<void> {
    await this.model.deleteMany({ user_id, portfolio_id: id });
  }
}

function toFigures(record: Lean): LockedFigures {
  const { user_id, portfolio_id, account, from, to, title, prepared_for, generated_at, performance } = record;
  const ids = { user_id: user_id.toHexString(), portfolio_id: portfolio_id.toHexString() };
  return {
    window: { ...ids, account: account && account.toHexString(), from, to },
    title,
    prepared_for,
    generated_at: generated_at.toISOString(),
    performance: Buffer.isBuffer(performance) ? performance : Buffer.from(performance.value()),
  };
}
