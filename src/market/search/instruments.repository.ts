import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { unlessThere } from '../../platform/mongo/unless-there';
import { InstrumentRecord } from '../schemas/instrument.schema';
import { SourcedMatch } from './search-ranking';

const MOST = 100;

/** Instruments that searches have found, one document a symbol. */
@Injectable()
export class InstrumentsRepository {
  constructor(@InjectModel(InstrumentRecord.name) private readonly model: Model<InstrumentRecord>) {}

  /** Stores what was found; what is there already is replaced. */
  async save(matches: SourcedMatch[]): Promise<void> {
    if (matches.length === 0) return;
    const operations = matches.map(({ symbol, name, type, exchange, currency, source }) => ({
      updateOne: {
        filter: { symbol },
        update: { $set: { name, words: beginningsOf(symbol, name), type, exchange, currency, source } },
        upsert: true,
      },
    }));
    // Another process may just have stored the same instrument.
    await unlessThere(this.model.collection.bulkWrite(operations, { ordered: false }));
  }

  /** Notes what a provider found by its ISIN. */
  async tellIsin(isin: string, symbols: readonly string[]): Promise<void> {
    await this.model.updateMany({ symbol: mongoose.trusted({ $in: [...symbols] }) }, { $set: { isin } });
  }

  /** null where no search has told it */
  async isinOf(symbol: string): Promise<string | null> {
    const found = await this.model.findOne({ symbol }, { _id: 0, isin: 1 }).lean();
    return found?.isin ?? null;
  }

  /** Those that have one of the symbols. */
  async bySymbols(symbols: readonly string[]): Promise<{ symbol: string; currency: string }[]> {
    return this.model
      .find({ symbol: mongoose.trusted({ $in: [...symbols] }) }, { _id: 0, symbol: 1, currency: 1 })
      .lean();
  }

  /** Those of the given sources whose symbol, or name from one of its words on, begins with the query. */
  async find(query: string, sources: string[]): Promise<SourcedMatch[]> {
    const typed = query.toUpperCase().replace(/[^\p{L}\p{N}\s]/gu, '\\$&');
    const rows = await this.model
      .find({ words: new RegExp(`^${typed}`), source: mongoose.trusted({ $in: sources }) })
      .limit(MOST)
      .lean();
    return rows.map(({ symbol, name, type, exchange, currency, source }) => ({
      symbol,
      name,
      type,
      exchange,
      currency,
      source,
    }));
  }
}

/** The name counts from each of its words on, so that two words typed are found as well. */
function beginningsOf(symbol: string, name: string): string[] {
  const words = name.toUpperCase().split(/\s+/).filter(Boolean);
  const rests = words.map((_word, start) => words.slice(start).join(' '));
  return [...new Set([symbol, symbol.replace(/^\^/, ''), ...rests])];
}
