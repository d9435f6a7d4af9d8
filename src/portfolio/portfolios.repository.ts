import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Owner, ownedBy } from '../common/identity/owner';
import { PageRequest } from '../common/paging/cursor';
import { isDuplicateKey } from '../platform/mongo/duplicate-key';
import { takenSlots } from '../platform/mongo/insert-into-free-slot';
import type { WholeLedger } from './ledger/ledger';
import {
  Asset,
  OwnedPortfolio,
  Portfolio,
  PortfolioContent,
  PortfolioHead,
  PortfolioSummary,
  PortfolioTotals,
  totalsOf,
} from './portfolio';
import { RecentPortfolios } from './recent-portfolios';
import { AssetRecord, PortfolioRecord, PortfolioTotalsRecord } from './schemas/portfolio.schema';
import { behind, orderOf } from '../platform/mongo/sorted-page';

/** What is read of a portfolio where its lots are not wanted. */
export const HEAD = { assets: 0, dismissed_issues: 0 } as const;

export type HeadRecord = Omit<PortfolioRecord, 'assets' | 'dismissed_issues'>;

/** More than anybody has. */
const HOLDINGS_AT_ONCE = 1_000;

/** What a user has of what is limited. */
export interface PortfolioHoldings {
  /** those that are taken */
  readonly slots: readonly string[];
  /** portfolios of older versions, which take a place without a slot */
  readonly unslotted: number;
  /** of all ledgers together */
  readonly lines: number;
}

@Injectable()
export class PortfoliosRepository {
  constructor(
    @InjectModel(PortfolioRecord.name) private readonly portfolios: Model<PortfolioRecord>,
    private readonly recent: RecentPortfolios,
  ) {}

  /** How far a user has come to the limits of portfolios and lines: of an index alone, whatever the portfolios hold. */
  async holdingsOf(userId: string): Promise<PortfolioHoldings> {
    const held = await this.portfolios.collection
      .find<Pick<PortfolioRecord, 'slot' | 'line_count'>>(
        { user_id: new Types.ObjectId(userId) },
        { projection: { _id: 0, slot: 1, line_count: 1 }, batchSize: HOLDINGS_AT_ONCE },
      )
      .toArray();
    const slots = held.flatMap(({ slot }) => slot ?? []);
    return {
      slots,
      unslotted: held.length - slots.length,
      lines: held.reduce((sum, { line_count }) => sum + (line_count ?? 0), 0),
    };
  }

  slotsOf(userId: string): Promise<string[]> {
    return takenSlots(this.portfolios, userId);
  }

  /**
   * Stores a portfolio at the first revision of its ledger, past mongoose, which would make a document of each lot.
   * @param unsettled the change that made the revision, where it is to be settled; without one nobody else has the id
   * @returns `known` where another request has stored one of that id; null when another one took the slot first
   */
  async insert(
    { portfolio, revision, lineCount }: WholeLedger,
    slot: string,
    unsettled?: Types.ObjectId,
  ): Promise<'stored' | 'known' | null> {
    const { id, user_id, name, currency, assets, version, created_at, updated_at } = portfolio;
    const record: PortfolioRecord = {
      _id: new Types.ObjectId(id),
      user_id: new Types.ObjectId(user_id),
      slot,
      ledger_revision: revision,
      line_count: lineCount,
      unsettled_change: unsettled,
      name,
      currency,
      assets: assets.map(assetRecordOf),
      totals: totalsOf(assets),
      version,
      created_at,
      updated_at,
    };
    try {
      await this.portfolios.collection.insertOne(record, { ignoreUndefined: true });
      return 'stored';
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.storedBefore(record);
    }
  }

  /** Whether a portfolio is there already: the same request was here before and got so far, or the driver tried twice. */
  private async storedBefore({
    _id,
    user_id,
    unsettled_change: own,
  }: PortfolioRecord): Promise<'stored' | 'known' | null> {
    const stored = await this.portfolios.findOne({ _id, user_id }, { unsettled_change: 1 }).lean();
    if (!stored) return null;
    return !own || stored.unsettled_change?.equals(own) ? 'stored' : 'known';
  }

  async find(owner: Owner, id: string): Promise<Portfolio | null> {
    const record = await this.portfolios.findOne({ _id: id, ...ownedBy(owner) }).lean();
    return record && portfolioOf(record);
  }

  async head(owner: Owner, id: string): Promise<PortfolioHead | null> {
    const record = await this.portfolios.findOne({ _id: id, ...ownedBy(owner) }, HEAD).lean<HeadRecord>();
    return record && headOf(record);
  }

  /** What the window of a portfolio's whole life depends on, of each lot. */
  async heldDays({ id, user_id }: PortfolioHead): Promise<Pick<Asset, 'symbol' | 'purchase_date'>[]> {
    const record = await this.portfolios
      .findOne({ _id: id, user_id }, { 'assets.symbol': 1, 'assets.purchase_date': 1 })
      .lean<Pick<PortfolioRecord, 'assets'>>();
    return record?.assets.map(assetOf) ?? [];
  }

  /** Whose portfolio it is; null where there is none. */
  async ownerOf(id: string): Promise<string | null> {
    const record = await this.portfolios.findById(id, { user_id: 1 }).lean();
    return record && record.user_id.toHexString();
  }

  count(owner: Owner, ids: string[]): Promise<number> {
    return this.portfolios.countDocuments({ _id: mongoose.trusted({ $in: ids }), ...ownedBy(owner) });
  }

  async exists({ id, user_id }: OwnedPortfolio): Promise<boolean> {
    return (await this.portfolios.exists({ _id: id, user_id })) !== null;
  }

  async isAt(owner: Owner, id: string, version: number): Promise<boolean> {
    return (await this.portfolios.exists({ _id: id, ...ownedBy(owner), version })) !== null;
  }

  /** One more than `limit` where there is more; without the lots, however many there are. */
  async list(userId: string, page: PageRequest): Promise<PortfolioSummary[]> {
    const records = await this.portfolios
      .find({ user_id: userId, ...behind(page) }, HEAD)
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean<HeadRecord[]>();
    return Promise.all(records.map((record) => this.summaryOf(record)));
  }

  /** The symbols of every portfolio of every user, each symbol once; in no particular order. */
  async *heldSymbols(): AsyncGenerator<{ id: string; user_id: string; symbols: string[] }> {
    const found = this.portfolios.find({}, { user_id: 1, assets: 1 }).lean().cursor();
    for await (const { _id, user_id, assets } of found)
      yield {
        id: _id.toHexString(),
        user_id: user_id.toHexString(),
        symbols: [...new Set(assets.map(({ symbol }) => symbol))],
      };
  }

  /** @param version the only one to be replaced; any when left out. @returns null when there was none */
  async replace(
    owner: Owner,
    id: string,
    content: Partial<PortfolioContent>,
    version?: number,
  ): Promise<Portfolio | null> {
    const change = this.portfolios
      .findOneAndUpdate(
        { _id: id, ...ownedBy(owner), ...(version !== undefined && { version }) },
        { $set: recordOf(content), $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
    const record = await this.recent.changing(id, () => change.exec());
    return record && portfolioOf(record);
  }

  /**
   * @param version the version that is to be deleted; any when left out
   * @returns whether there was such a one
   */
  async delete(owner: Owner, id: string, version?: number): Promise<boolean> {
    const filter = { _id: id, ...ownedBy(owner), ...(version !== undefined && { version }) };
    const { deletedCount } = await this.recent.changing(id, () => this.portfolios.deleteOne(filter).exec());
    return deletedCount > 0;
  }

  /** Documents of older versions have no totals, or not all: those are counted once and kept. */
  private async summaryOf({ totals, ...record }: HeadRecord): Promise<PortfolioSummary> {
    const known = isWhole(totals) ? totals : await this.countTotals(record);
    return { ...headOf(record), open_issues: record.open_issues ?? null, ...known };
  }

  private async countTotals({
    _id,
    version,
  }: Pick<PortfolioRecord, '_id' | 'version'>): Promise<PortfolioTotals> {
    const record = await this.portfolios.findById(_id, { assets: 1 }).lean();
    const totals = totalsOf(record ? record.assets.map(assetOf) : []);
    await this.portfolios.updateOne({ _id, version }, { $set: { totals } }, { timestamps: false });
    return totals;
  }
}

function isWhole(totals: PortfolioTotalsRecord | undefined): totals is PortfolioTotals {
  return totals?.unknown_cost_count !== undefined;
}

export function recordOf({ assets, ...rest }: Partial<PortfolioContent>) {
  return { ...rest, ...(assets && { assets: assets.map(assetRecordOf), totals: totalsOf(assets) }) };
}

function assetRecordOf(asset: Asset) {
  return { ...asset, purchase_date: new Date(`${asset.purchase_date}T00:00:00Z`) };
}

export function assetOf({ purchase_date, ...asset }: AssetRecord): Asset {
  return { ...asset, purchase_date: calendarDayOf(purchase_date) };
}

export function headOf(record: HeadRecord): PortfolioHead {
  const { _id, user_id, name, currency, version, created_at, updated_at } = record;
  return {
    id: _id.toHexString(),
    user_id: user_id.toHexString(),
    name,
    currency,
    version,
    created_at,
    updated_at,
  };
}

export function portfolioOf(record: PortfolioRecord): Portfolio {
  return { ...headOf(record), assets: record.assets.map(assetOf) };
}
