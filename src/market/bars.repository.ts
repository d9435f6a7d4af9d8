import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, mongo, Types } from 'mongoose';
import { BarColumns } from '../analytics/bar-aggregation';
import { Adjustment } from './close-series';
import { BAR_FIELDS, BarBatch, barBatch, columnsOf, lastDayOf } from './bar-bytes';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { DailyBar } from './daily-bar';
import { MarketDataDocument } from './schemas/market-data.schema';

const DAY = 86_400_000;
const BATCH = 1_000;
/** Twenty years of days; about half a megabyte. */
const MOST_A_BATCH = 5_000;

export interface SeriesKey {
  symbol: string;
  source: string;
}

/** A stored bar; the driver writes the `_id` that it makes into the rows it inserts. */
type BarRow = Pick<
  MarketDataDocument,
  'symbol' | 'data_type' | 'source' | 'timestamp' | 'currency' | 'adjustment'
> &
  Omit<DailyBar, 'day'> & { _id?: Types.ObjectId };

/** Daily bars in `market_data`. */
@Injectable()
export class BarsRepository {
  constructor(@InjectModel(MarketDataDocument.name) private readonly model: Model<MarketDataDocument>) {}

  /** Stores bars; one that is there already is replaced. */
  async upsert(
    { symbol, source }: SeriesKey,
    bars: DailyBar[],
    terms: { currency: string; adjustment: Adjustment },
  ): Promise<void> {
    const { currency, adjustment } = terms;
    for (let start = 0; start < bars.length; start += BATCH) {
      const rows = bars.slice(start, start + BATCH).map(({ day, ...prices }): BarRow => ({
        symbol,
        data_type: 'historical',
        source,
        timestamp: new Date(day * DAY),
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
    const later = after === undefined ? {} : { timestamp: { $gt: new Date(after * DAY) } };
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

  /** The latest bars of a series, newest first. */
  async newest({ symbol, source }: SeriesKey, count: number): Promise<DailyBar[]> {
    const rows = await this.model.collection
      .find({ symbol, data_type: 'historical', source })
      .sort({ timestamp: -1 })
      .limit(count)
      .toArray();
    return rows.map(barOf);
  }
}

function barOf(row: mongo.Document): DailyBar {
  const { timestamp, open, high, low, close, volume } = row as DailyBar & { timestamp: Date };
  return { day: timestamp.getTime() / DAY, open, high, low, close, volume };
}
