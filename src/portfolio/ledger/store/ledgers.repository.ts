import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, QueryFilter, Types } from 'mongoose';
import { Clock } from '../../../common/clock';
import { asOwner, Owner, ownedBy } from '../../../common/identity/owner';
import { inParts } from '../../../common/in-parts';
import type { Asset, PortfolioContent } from '../../portfolio';
import { assetOf, HEAD, HeadRecord, headOf, portfolioOf, recordOf } from '../../portfolios.repository';
import { RecentPortfolios } from '../../recent-portfolios';
import { PortfolioRecord } from '../../schemas/portfolio.schema';
import type { ChangedRows, Ledger, WholeLedger } from '../ledger';
import { sumOf } from '../../../platform/mongo/sum-of';
import { LedgerChangesRepository, LONGEST_READ_MS } from './ledger-changes.repository';

const LONGEST_WRITE_MS = LONGEST_READ_MS / 6;
const PORTFOLIOS_A_BATCH = 500;

/** What of the portfolio itself changes with its ledger. */
export type ChangedContent = Partial<PortfolioContent> & { lineCount?: number };

/**
 * Publishes changes of ledgers: rows are written unseen, then one update of the portfolio makes all of them count, then
 * they are settled at its revision. Whoever finds a published change unsettled settles it, as often as it takes.
 */
@Injectable()
export class LedgersRepository {
  constructor(
    @InjectModel(PortfolioRecord.name) private readonly portfolios: Model<PortfolioRecord>,
    private readonly changes: LedgerChangesRepository,
    private readonly recent: RecentPortfolios,
    private readonly clock: Clock,
  ) {}

  /** The ledger as it stands, its last change settled. */
  async find(owner: Owner, portfolioId: string): Promise<Ledger | null> {
    const record = await this.portfolios
      .findOne({ _id: portfolioId, ...ownedBy(owner) }, HEAD)
      .lean<HeadRecord>();
    if (!record) return null;
    const ledger = ledgerOf(record);
    if (record.unsettled_change) await this.changes.settle(ledger, record.unsettled_change);
    return ledger;
  }

  /** The same with its open lots. */
  async findWhole(owner: Owner, portfolioId: string): Promise<WholeLedger | null> {
    const record = await this.portfolios.findOne({ _id: portfolioId, ...ownedBy(owner) }).lean();
    if (!record) return null;
    const ledger = { ...ledgerOf(record), portfolio: portfolioOf(record) };
    if (record.unsettled_change) await this.changes.settle(ledger, record.unsettled_change);
    return ledger;
  }

  /** The open lots of a ledger at its revision; null where it has another by now. */
  async assetsAt({ portfolio: { id, user_id }, revision }: Ledger): Promise<Asset[] | null> {
    const record = await this.portfolios
      .findOne({ _id: id, user_id, ledger_revision: revision }, { assets: 1 })
      .lean<Pick<PortfolioRecord, 'assets'>>();
    return record && record.assets.map(assetOf);
  }

  /** The lines of all of a user's portfolios. */
  lineCountOf(userId: string): Promise<number> {
    return sumOf(this.portfolios, { user_id: userId }, 'line_count');
  }

  /** Portfolios of an older release, whose lots are no lines yet. */
  async *withoutLedger(): AsyncGenerator<{ id: string; userId: string }> {
    const found = this.portfolios.find({ ledger_revision: null }, { user_id: 1 }).lean().cursor();
    for await (const { _id, user_id } of found)
      yield { id: _id.toHexString(), userId: user_id.toHexString() };
  }

  /** Portfolios that hold any of some symbols. */
  async *holding(symbols: readonly string[]): AsyncGenerator<{ portfolioId: string; userId: string }> {
    if (symbols.length === 0) return;
    const found = this.portfolios
      .find({ 'assets.symbol': mongoose.trusted({ $in: [...symbols] }) }, { user_id: 1 })
      .lean()
      .cursor();
    for await (const { _id, user_id } of found)
      yield { portfolioId: _id.toHexString(), userId: user_id.toHexString() };
  }

  /** Those of some portfolios that have lots of unknown cost. */
  withUnknownCost(portfolioIds: readonly string[]): Promise<Set<string>> {
    return this.those(portfolioIds, { 'totals.unknown_cost_count': mongoose.trusted({ $gt: 0 }) });
  }

  /** Those of some portfolios whose lots were not told by the present rules of mergers. */
  toldByOtherRules(portfolioIds: readonly string[], rules: number): Promise<Set<string>> {
    return this.those(portfolioIds, { merger_rules: mongoose.trusted({ $ne: rules }) });
  }

  async toldBy(owner: Owner, portfolioId: string, rules: number): Promise<void> {
    await this.portfolios.updateOne(
      { _id: portfolioId, ...ownedBy(owner) },
      { $set: { merger_rules: rules } },
      { timestamps: false },
    );
  }

  private async those(
    portfolioIds: readonly string[],
    criteria: QueryFilter<PortfolioRecord>,
  ): Promise<Set<string>> {
    const matching = new Set<string>();
    for (const some of inParts(portfolioIds, PORTFOLIOS_A_BATCH)) {
      const found = await this.portfolios
        .find({ _id: mongoose.trusted({ $in: some }), ...criteria }, { _id: 1 })
        .lean();
      for (const { _id } of found) matching.add(_id.toHexString());
    }
    return matching;
  }

  /**
   * Makes a change count, all of it or nothing.
   * @param ledger as it was read; a change that somebody else published since makes this one void
   * @param content what of the portfolio itself changes with it
   * @param version the portfolio's, where that must be unchanged too
   * @returns the ledger after it; null when it was overtaken
   */
  async publish(
    ledger: WholeLedger,
    rows: ChangedRows,
    content: ChangedContent,
    version?: number,
  ): Promise<WholeLedger | null> {
    const { assets = ledger.portfolio.assets } = content;
    return this.publishBy(ledger, rows, async (changeId) => {
      const record = await this.announced(ledger, () => this.mark(ledger, changeId, content, version));
      return record && { ...ledgerOf(record), portfolio: { ...headOf(record), assets } };
    });
  }

  /**
   * Makes a change count by a write of its portfolio, all of it or nothing.
   * @param write names the change as the one that is not settled; null where it was overtaken
   * @returns what `write` does
   */
  async publishBy(
    { portfolio }: Ledger,
    rows: ChangedRows,
    write: (changeId: Types.ObjectId) => Promise<WholeLedger | null>,
  ): Promise<WholeLedger | null> {
    const changeId = new Types.ObjectId();
    const begun = this.clock.now().getTime();
    const written = await this.changes.write(portfolio, changeId, rows, null);
    const published = this.isLate(begun) ? null : await write(changeId);
    if (published) await this.changes.settleRows(published, changeId, written, rows.removed ?? []);
    else await this.changes.discard(changeId, portfolio);
    return published;
  }

  /**
   * Makes the first change of a portfolio count by storing that, all of it or nothing. Its rows need no settling: until
   * there is the portfolio nobody looks for them.
   * @param ledger of an id that no other request has
   * @param write stores the portfolio; null where it has no place
   * @returns what `write` does
   */
  async publishNew(
    { portfolio, revision }: Ledger,
    rows: ChangedRows,
    write: () => Promise<WholeLedger | null>,
  ): Promise<WholeLedger | null> {
    const changeId = new Types.ObjectId();
    const begun = this.clock.now().getTime();
    await this.changes.write(portfolio, changeId, rows, revision);
    const published = this.isLate(begun) ? null : await write();
    if (published) await this.changes.end(changeId, portfolio);
    else await this.changes.discardAll(changeId, portfolio);
    return published;
  }

  /** Lets go of what writers left that died before they published, and settles what they published. */
  async sweep(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - LONGEST_READ_MS);
    const left = await this.changes.begunBefore(before);
    for (const { id, portfolio } of left) {
      const ledger = await this.find(asOwner(portfolio.user_id), portfolio.id);
      if (ledger) await this.changes.discard(id, portfolio);
      else await this.changes.discardAll(id, portfolio);
    }
    return left.length;
  }

  /** Tells who keeps the portfolio in memory of a change that shows in it; what lots become lines does not. */
  private async announced<T>({ portfolio: { id }, revision }: Ledger, change: () => Promise<T>): Promise<T> {
    if (revision > 0) return this.recent.changing(id, change);
    const changed = await change();
    this.recent.changed(id);
    return changed;
  }

  /** Past mongoose, which would make a document of each of thousands of lots. */
  private mark(
    { portfolio, revision, lineCount }: Ledger,
    changeId: Types.ObjectId,
    { lineCount: count = lineCount, ...content }: ChangedContent,
    version: number | undefined,
  ): Promise<HeadRecord | null> {
    return this.portfolios.collection.findOneAndUpdate(
      {
        _id: new Types.ObjectId(portfolio.id),
        user_id: new Types.ObjectId(portfolio.user_id),
        ledger_revision: revision === 0 ? null : revision,
        ...(version !== undefined && { version }),
      },
      {
        $set: {
          ...recordOf(content),
          ledger_revision: revision + 1,
          line_count: count,
          unsettled_change: changeId,
          // The lots of an older release are the same portfolio as lines.
          ...(revision > 0 && { updated_at: this.clock.now() }),
        },
        ...(revision > 0 && { $inc: { version: 1 } }),
      },
      { returnDocument: 'after', projection: HEAD },
    ) as Promise<HeadRecord | null>;
  }

  /** A writer that slept through its own time might find its rows swept away. */
  private isLate(begun: number): boolean {
    return this.clock.now().getTime() - begun > LONGEST_WRITE_MS;
  }
}

function ledgerOf(record: HeadRecord): Ledger {
  const { ledger_revision: revision = 0, line_count = 0 } = record;
  // Before there is a ledger it is how many its lots will become.
  return { portfolio: headOf(record), revision, lineCount: revision === 0 ? 0 : line_count };
}
