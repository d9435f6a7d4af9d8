import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, mongo, Types } from 'mongoose';
import { BarColumns } from '../../../analytics/bars/bar-aggregation';
import { Adjustment } from '../../model/close-series';
import { BAR_FIELDS, BarBatch, barBatch, columnsOf, lastDayOf } from './bar-bytes';
import { isDuplicateKey } from '../../../platform/mongo/duplicate-key';
import { DailyBar } from '../../model/daily-bar';
import { MarketDataRecord } from '../../schemas/market-data.schema';
import { DAY_MS } from '../../../common/calendar/day-length';
import { inParts } from '../../../common/in-parts';

const BATCH = 1_000;
/** Twenty years of days; about half a megabyte. */
const MOST_A_BATCH = 5_000;

export interface SeriesKey {
  symbol: string;
  source: string;
}

/** A stored bar; the driver writes the `_id` that it makes into the rows it inserts. */
type BarRow = Pick<
  MarketDataRecord,
  'symbol' | 'data_type' | 'source' | 'timestamp' | 'currency' | 'adjustment'
> &
  Omit<DailyBar, 'day' | 'mended'> & { _id?: Types.ObjectId };

/** Daily bars in `market_data`. */
@Injectable()
export class BarsRepository {
  constructor(@InjectModel(MarketDataRecord.name) private readonly model: Model<MarketDataRecord>) {}

  /** Stores bars; one that is there already is replaced. */
  async upsert(
    { symbol, source }: SeriesKey,
    bars: DailyBar[],
    terms: { currency: string; adjustment: Adjustment },
  ): Promise<void> {
    const { currency, adjustment } = terms;
    for (const batch of inParts(bars, BATCH)) {
      const rows = batch.map(({ day, mended: _mended, ...prices }): BarRow => ({
        symbol,
        data_type: 'historical',
        source,
        timestamp: new Date(day * DAY_MS),
        ...prices,
        currency,
        adjustment,
      }));
      await this.replace(await this.insert(rows));
    }
  }

  /** Most bars are new, and inserting costs a fifth of upserting. @returns the rows that were there before */
  private async insert(rows: BarRow[]): Promise<BarRow[]> {
    try {
      await this.model.collection.insertMany(rows, { ordered: false });
      return [];
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
      const refused = [error.writeErrors].flat();
      return refused.flatMap(({ index }) => rows[index] ?? []);
    }
  }

  private async replace(rows: BarRow[]): Promise<void> {
    if (rows.length === 0) return;
    const operations = rows.map(({ _id: _made, symbol, source, timestamp, ...values }) => ({
      updateOne: {
        filter: { symbol, data_type: 'historical', source, timestamp },
        update: { $set: values },
        upsert: true,
      },
    }));
    await this.model.collection.bulkWrite(operations, { ordered: false });
  }

  /** All bars of a series, ascending: as bytes past Mongoose and the driver's documents, since ten years are thousands. */
  async read(series: SeriesKey): Promise<BarColumns> {
    const batches: BarBatch[] = [];
    for (let batch = await this.batch(series); ;) {
      batches.push(batch);
      if (batch.starts.length < MOST_A_BATCH) return columnsOf(batches);
      batch = await this.batch(series, lastDayOf(batch));
    }
  }

  private async batch({ symbol, source }: SeriesKey, after?: number): Promise<BarBatch> {
    const later = after === undefined ? {} : { timestamp: { $gt: new Date(after * DAY_MS) } };
    const command = {
      find: this.model.collection.collectionName,
      filter: { symbol, data_type: 'historical', source, ...later },
      projection: BAR_FIELDS,
      sort: { timestamp: 1 },
      limit: MOST_A_BATCH,
      batchSize: MOST_A_BATCH,
      singleBatch: true,
    };
    const ask = () => this.model.db.db!.command(command, { raw: true });
    // The driver repeats a read whose server went away once; for commands that is left to us.
    const { cursor } = await ask().catch((error: unknown) => {
      if (error instanceof mongo.MongoNetworkError) return ask();
      throw error;
    });
    return barBatch(cursor as Buffer);
  }

  /** Those of some days on which any of some symbols has a bar. */
  async heldDays(symbols: string[], source: string, days: readonly number[]): Promise<Set<number>> {
    const timestamps = days.map((day) => new Date(day * DAY_MS));
    const rows = await this.model
      .find(
        {
          symbol: mongoose.trusted({ $in: symbols }),
          data_type: 'historical',
          source,
          timestamp: mongoose.trusted({ $in: timestamps }),
        },
        { _id: 0, timestamp: 1 },
      )
      .lean<{ timestamp: Date }[]>();
    return new Set(rows.map(({ timestamp }) => timestamp.getTime() / DAY_MS));
  }

  /** The latest bars of a series up to a day, newest first. */
  async newest({ symbol, source }: SeriesKey, count: number, until = Infinity): Promise<DailyBar[]> {
    const earlier = until === Infinity ? {} : { timestamp: { $lte: new Date(until * DAY_MS) } };
    const rows = await this.model.collection
      .find({ symbol, data_type: 'historical', source, ...earlier })
      .sort({ timestamp: -1 })
      .limit(count)
      .toArray();
    return rows.map(barOf);
  }
}

function barOf(row: mongo.Document): DailyBar {
  const { timestamp, open, high, low, close, volume } = row as DailyBar & { timestamp: Date };
  return { day: timestamp.getTime() / DAY_MS, open, high, low, close, volume };
}
