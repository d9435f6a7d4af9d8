import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { SeriesKey } from './bars.repository';
import { Adjustment } from './close-series';
import { addRange, DayRange, flatten, rangesOf } from './day-ranges';
import { PriceSeriesDocument } from './schemas/price-series.schema';

/** What is stored of a symbol from one source. */
export interface StoredSeries extends SeriesKey {
  currency: string;
  adjustment: Adjustment;
  covered: DayRange[];
  revision: number;
}

export const IMPORT = 'import';

/** Which days of which series are stored. */
@Injectable()
export class SeriesRepository {
  constructor(@InjectModel(PriceSeriesDocument.name) private readonly model: Model<PriceSeriesDocument>) {}

  async of(symbol: string): Promise<StoredSeries[]> {
    return (await this.model.find({ symbol }).lean()).map(seriesOf);
  }

  async ofMany(symbols: string[]): Promise<StoredSeries[]> {
    const rows = await this.model.find({ symbol: mongoose.trusted({ $in: symbols }) }).lean();
    return rows.map(seriesOf);
  }

  /** What `revision` says of each series of the symbols. */
  revisions(symbols: string[]): Promise<(SeriesKey & { revision: number })[]> {
    return this.model
      .find({ symbol: mongoose.trusted({ $in: symbols }) }, { _id: 0, symbol: 1, source: 1, revision: 1 })
      .lean<(SeriesKey & { revision: number })[]>();
  }

  /** Those of the symbols that have imported bars. */
  async imported(symbols: string[]): Promise<Set<string>> {
    const rows = await this.model
      .find({ symbol: mongoose.trusted({ $in: symbols }), source: IMPORT }, { symbol: 1 })
      .lean();
    return new Set(rows.map(({ symbol }) => symbol));
  }

  /** Notes that a range was asked for and its bars are stored. Two writers at once lose nothing. */
  async extend(
    { symbol, source }: SeriesKey,
    added: DayRange,
    terms: { currency: string; adjustment: Adjustment; dropped: number },
    { fresh = false } = {},
  ): Promise<void> {
    const { currency, adjustment, dropped } = terms;
    for (;;) {
      const before = await this.model.findOne({ symbol, source }).lean();
      const covered = flatten(addRange(before && !fresh ? rangesOf(before.covered) : [], added));
      if (!before) {
        const first = { symbol, source, currency, adjustment, covered, dropped, revision: Date.now() };
        const created = await this.model.create(first).catch((error: unknown) => {
          if (isDuplicateKey(error)) return undefined;
          throw error;
        });
        if (created) return;
        continue;
      }
      const { modifiedCount } = await this.model.updateOne(
        { _id: before._id, revision: before.revision },
        { $set: { covered, currency, adjustment }, $inc: { revision: 1, dropped } },
      );
      if (modifiedCount === 1) return;
    }
  }
}

function seriesOf(row: PriceSeriesDocument): StoredSeries {
  const { symbol, source, currency, adjustment, covered, revision } = row;
  return { symbol, source, currency, adjustment, covered: rangesOf(covered), revision };
}
