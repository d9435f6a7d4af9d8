import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { DAY_MS } from '../../common/calendar/day-length';
import { SeriesKey } from '../history/bars/bars.repository';
import { DayRange } from '../history/series/day-ranges';
import { CorporateEventRecord } from '../schemas/corporate-event.schema';
import { isSameEvent, isToldAnew, ToldEvent } from './told-event';

/** An event as it is stored. */
export type StoredEvent = ToldEvent & SeriesKey & { confirmed?: boolean };

/** Splits and dividends in `corporate_events`. */
@Injectable()
export class CorporateEventsRepository {
  constructor(@InjectModel(CorporateEventRecord.name) private readonly model: Model<CorporateEventRecord>) {}

  /** All events of some symbols, whoever tells them; ascending by day. */
  async of(symbols: readonly string[]): Promise<StoredEvent[]> {
    const rows = await this.model.collection
      .find<CorporateEventRecord>({ symbol: { $in: [...symbols] } }, { sort: { symbol: 1, ex_date: 1 } })
      .toArray();
    return rows.map(storedEvent);
  }

  /** Symbols with a split that became known, or was told in other terms, after a moment. */
  async symbolsSplitSince(moment: Date): Promise<string[]> {
    const filter = { kind: 'split' as const, updated_at: mongoose.trusted({ $gt: moment }) };
    const rows = await this.model.find(filter, { symbol: 1 }).lean<{ symbol: string }[]>();
    return [...new Set(rows.map(({ symbol }) => symbol))];
  }

  /** Stores events; what the same source told of the same day and kind is replaced. */
  async save({ symbol, source }: SeriesKey, events: readonly ToldEvent[]): Promise<void> {
    if (events.length === 0) return;
    const operations = events.map(({ kind, exDay, ...told }) => ({
      updateOne: {
        filter: { symbol, ex_date: new Date(exDay * DAY_MS), kind, source },
        update: { $set: fieldsOf({ kind, exDay, ...told } as ToldEvent) },
        upsert: true,
      },
    }));
    await this.model.bulkWrite(operations, { ordered: false });
  }

  /**
   * Stores all that a source tells of a range of days: what it no longer tells there is removed, and a split that it tells
   * as before stays as it is, with the time of its change.
   * @returns whether its splits are others than before
   */
  async replace(key: SeriesKey, range: DayRange, events: readonly ToldEvent[]): Promise<boolean> {
    const { from, to } = range;
    const known = await this.of([key.symbol]);
    const before = known.filter((event) => event.source === key.source && isSplit(event));
    const isKnown = (event: ToldEvent) => before.some((split) => isSameEvent(split, event));
    await this.save(
      key,
      events.filter((event) => !isKnown(event)),
    );
    for (const kind of ['split', 'dividend'] as const) {
      const kept = events.filter((event) => event.kind === kind).map(({ exDay }) => new Date(exDay * DAY_MS));
      await this.model.deleteMany({
        ...key,
        kind,
        ex_date: mongoose.trusted({ $gte: new Date(from * DAY_MS), $lte: new Date(to * DAY_MS), $nin: kept }),
      });
    }
    return isToldAnew(before, events.filter(isSplit), range);
  }
}

const isSplit = ({ kind }: ToldEvent) => kind === 'split';

function fieldsOf(event: ToldEvent): Partial<CorporateEventRecord> {
  if (event.kind === 'split') return { numerator: event.numerator, denominator: event.denominator };
  return { amount: event.amount, currency: event.currency, is_adjusted: event.isAdjusted };
}

function storedEvent(row: CorporateEventRecord): StoredEvent {
  const { symbol, source, confirmed } = row;
  const exDay = row.ex_date.getTime() / DAY_MS;
  if (row.kind === 'split') {
    return {
      kind: 'split',
      symbol,
      source,
      exDay,
      numerator: row.numerator!,
      denominator: row.denominator!,
      ...(confirmed !== undefined && { confirmed }),
    };
  }
  return {
    kind: 'dividend',
    symbol,
    source,
    exDay,
    amount: row.amount!,
    currency: row.currency!,
    isAdjusted: row.is_adjusted ?? false,
  };
}
