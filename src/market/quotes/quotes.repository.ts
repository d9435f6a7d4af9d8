import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { unlessThere } from '../../platform/mongo/unless-there';
import { Quote } from '../model/quote';
import { quoteFrom } from './quote-from-provider';
import { MarketDataRecord } from '../schemas/market-data.schema';

/** The last quote of each symbol in `market_data`: one document each, whose id follows from the symbol. */
@Injectable()
export class QuotesRepository {
  constructor(@InjectModel(MarketDataRecord.name) private readonly model: Model<MarketDataRecord>) {}

  /** Stores quotes; an older one never takes the place of a newer one. */
  async save(quotes: Quote[]): Promise<void> {
    if (quotes.length === 0) return;
    const operations = quotes.map((quote) => {
      const {
        change: _change,
        change_percent: _percent,
        stale: _stale,
        stale_reason: _reason,
        ...kept
      } = quote;
      const received_at = new Date(quote.received_at);
      return {
        updateOne: {
          filter: { _id: idOf(quote.symbol), received_at: { $lte: received_at } },
          update: { $set: { ...kept, timestamp: new Date(quote.timestamp), received_at } },
          upsert: true,
        },
      };
    });
    // The upsert of an older quote runs into the newer one's id.
    await unlessThere(this.model.collection.bulkWrite(operations, { ordered: false }));
  }

  async latest(symbols: string[]): Promise<Quote[]> {
    const rows = await this.model.find({ _id: mongoose.trusted({ $in: symbols.map(idOf) }) }).lean();
    return rows.map(quoteOf);
  }
}

function idOf(symbol: string): Types.ObjectId {
  return new Types.ObjectId(createHash('sha256').update(`real-time ${symbol}`).digest('hex').slice(0, 24));
}

function quoteOf(row: MarketDataRecord): Quote {
  const { source, timestamp, received_at = timestamp, previous_close = null } = row;
  return quoteFrom({ ...row, previous_close }, source, received_at);
}
