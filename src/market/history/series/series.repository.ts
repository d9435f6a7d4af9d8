import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { isDuplicateKey } from '../../../platform/mongo/duplicate-key';
import { SeriesKey } from '../bars/bars.repository';
import { Adjustment } from '../../model/close-series';
import { noteSession, ToldSession, toldSession } from '../../model/told-session';
import { flatten, rangesOf } from './day-ranges';
import { PriceSeriesRecord } from '../../schemas/price-series.schema';
import { NOTHING_COVERED, SeriesCoverage } from './series-change';
import { StoredSeries } from './stored-series';

export const IMPORT = 'import';

/** Raised when a provider's answers are read by other rules: what was stored by older ones is asked for again. */
const SERIES_FORM = 2;
/** Whose answers were read by other rules before. */
const READ_ANEW: ReadonlySet<string> = new Set(['yahoo-finance']);
/** So many symbols of an exchange tell its sessions. */
const PEERS = 5;

export interface SeriesTerms {
  currency: string;
  adjustment: Adjustment;
  exchange?: string | null;
  tellsEvents?: boolean;
}

/** Which days of which series are stored. */
@Injectable()
export class SeriesRepository {
  constructor(@InjectModel(PriceSeriesRecord.name) private readonly model: Model<PriceSeriesRecord>) {}

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

  /** Some other symbols that a source has of the same exchange. */
  async peersOf({ symbol, source }: SeriesKey, exchange: string): Promise<string[]> {
    const rows = await this.model
      .find({ exchange, source, symbol: mongoose.trusted({ $ne: symbol }) }, { symbol: 1 })
      .limit(PEERS)
      .lean();
    return rows.map((row) => row.symbol);
  }

  /**
   * Notes what is stored of a series. Two writers at once lose nothing.
   * @param change what is covered now, of what was; what was is nothing when `fresh`
   */
  async change(
    { symbol, source }: SeriesKey,
    terms: SeriesTerms,
    change: (before: SeriesCoverage) => SeriesCoverage,
    { fresh = false } = {},
  ): Promise<void> {
    for (;;) {
      const before = await this.model.findOne({ symbol, source }).lean();
      const known = before && !fresh ? seriesOf(before) : NOTHING_COVERED;
      const fields = { ...fieldsOf(terms, change(known)), ...sessionOf(symbol) };
      if (!before) {
        const first = { symbol, source, ...fields, revision: Date.now() };
        const created = await this.model.create(first).catch((error: unknown) => {
          if (isDuplicateKey(error)) return undefined;
          throw error;
        });
        if (created) return;
        continue;
      }
      const { modifiedCount } = await this.model.updateOne(
        { _id: before._id, revision: before.revision },
        { $set: fields, $inc: { revision: 1 } },
      );
      if (modifiedCount === 1) return;
    }
  }
}

function fieldsOf({ currency, adjustment, exchange, tellsEvents }: SeriesTerms, coverage: SeriesCoverage) {
  const { covered, owed, owedAskedAt, asked, mended } = coverage;
  return {
    currency,
    adjustment,
    form: SERIES_FORM,
    covered: flatten(covered),
    owed,
    mended,
    owed_asked_at: owedAskedAt,
    asked: asked
      ? { from: asked.from, to: asked.to, attempts: asked.attempts, at: asked.at, is_owed: asked.isOwed }
      : null,
    ...(typeof exchange === 'string' && { exchange }),
    ...(tellsEvents !== undefined && { tells_events: tellsEvents }),
  };
}

function sessionOf(symbol: string): { session?: ToldSession } {
  const session = toldSession(symbol);
  return session ? { session } : {};
}

function seriesOf(row: PriceSeriesRecord): StoredSeries {
  const { symbol, source, currency, adjustment, covered, revision, asked, session } = row;
  if (session && !((toldSession(symbol)?.at ?? 0) >= session.at)) noteSession(symbol, session);
  const isCurrent = row.form === SERIES_FORM || !READ_ANEW.has(source);
  return {
    symbol,
    source,
    currency,
    adjustment,
    covered: isCurrent ? rangesOf(covered) : [],
    revision,
    owed: row.owed ?? [],
    owedAskedAt: row.owed_asked_at ?? null,
    asked: asked
      ? { from: asked.from, to: asked.to, attempts: asked.attempts, at: asked.at, isOwed: asked.is_owed }
      : null,
    mended: row.mended ?? [],
    tellsEvents: row.tells_events ?? false,
  };
}
