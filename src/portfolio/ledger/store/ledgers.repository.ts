import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { Clock } from '../../../common/clock';
import { asOwner, Owner, ownedBy } from '../../../common/identity/owner';
import { inParts } from '../../../common/in-parts';
import type { Asset, OwnedPortfolio, PortfolioContent } from '../../portfolio';
import { assetOf, HEAD, HeadRecord, headOf, portfolioOf, recordOf } from '../../portfolios.repository';
import { AccountRecord } from '../../schemas/account.schema';
import { LedgerChangeRecord } from '../../schemas/ledger-change.schema';
import type { LedgerRow } from '../../schemas/ledger-row';
import { RecentPortfolios } from '../../recent-portfolios';
import { PortfolioRecord } from '../../schemas/portfolio.schema';
import { TransactionRecord } from '../../schemas/transaction.schema';
import { YearLockRecord } from '../../schemas/year-lock.schema';
import { toTransactionRow } from '../../transactions/to-entry';
import type { ChangedRows, Ledger, WholeLedger } from '../ledger';
import { sumOf } from '../../../platform/mongo/sum-of';
import { idsOf, ROWS_AT_ONCE, updateInTurns } from './rows-in-turns';

/** No request and no reader of an old revision lives that long. */
const LONGEST_READ_MS = 3_600_000;
const LONGEST_WRITE_MS = LONGEST_READ_MS / 6;

/** What of the portfolio itself changes with its ledger. */
export type ChangedContent = Partial<PortfolioContent> & { lineCount?: number };

/** Ids of the rows of a change that are not settled yet. */
type WrittenRows = Map<Model<LedgerRow>, readonly Types.ObjectId[]>;

/**
 * Publishes changes of ledgers: rows are written unseen, then one update of the portfolio makes all of them count, then
 * they are settled at its revision. Whoever finds a published change unsettled settles it, as often as it takes.
 */
@Injectable()
export class LedgersRepository {
  private readonly rows: readonly Model<LedgerRow>[];

  constructor(
    @InjectModel(PortfolioRecord.name) private readonly portfolios: Model<PortfolioRecord>,
    @InjectModel(TransactionRecord.name) private readonly transactions: Model<TransactionRecord>,
    @InjectModel(AccountRecord.name) private readonly accounts: Model<AccountRecord>,
    @InjectModel(YearLockRecord.name) private readonly locks: Model<YearLockRecord>,
    @InjectModel(LedgerChangeRecord.name) private readonly changes: Model<LedgerChangeRecord>,
    private readonly recent: RecentPortfolios,
    private readonly clock: Clock,
  ) {
    this.rows = [transactions, accounts, locks] as unknown as Model<LedgerRow>[];
  }

  /** The ledger as it stands, its last change settled. */
  async find(owner: Owner, portfolioId: string): Promise<Ledger | null> {
    const record = await this.portfolios
      .findOne({ _id: portfolioId, ...ownedBy(owner) }, HEAD)
      .lean<HeadRecord>();
    if (!record) return null;
    const ledger = ledgerOf(record);
    if (record.unsettled_change) await this.settle(ledger, record.unsettled_change);
    return ledger;
  }

  /** The same with its open lots. */
  async findWhole(owner: Owner, portfolioId: string): Promise<WholeLedger | null> {
    const record = await this.portfolios.findOne({ _id: portfolioId, ...ownedBy(owner) }).lean();
    if (!record) return null;
    const ledger = { ...ledgerOf(record), portfolio: portfolioOf(record) };
    if (record.unsettled_change) await this.settle(ledger, record.unsettled_change);
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
    const changeId = new Types.ObjectId();
    const begun = this.clock.now().getTime();
    const written = await this.write(ledger, changeId, rows);
    // A writer that slept through its own time might find its rows swept away.
    const isLate = this.clock.now().getTime() - begun > LONGEST_WRITE_MS;
    const record = isLate
      ? null
      : await this.announced(ledger, () => this.mark(ledger, changeId, content, version));
    if (!record) {
      await this.discard(changeId, ledger.portfolio);
      return null;
    }
    const { assets = ledger.portfolio.assets } = content;
    const published = { ...ledgerOf(record), portfolio: { ...headOf(record), assets } };
    await this.settleRows(published, changeId, written, rows.removed ?? []);
    return published;
  }

  /** Lets go of what writers left that died before they published, and settles what they published. */
  async sweep(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - LONGEST_READ_MS);
    const left = await this.changes.find({ begun_at: mongoose.trusted({ $lt: before }) }).lean();
    for (const { _id, portfolio_id, user_id } of left) {
      const owner = asOwner(user_id.toHexString());
      const portfolio = { id: portfolio_id.toHexString(), user_id: owner.userId };
      await this.find(owner, portfolio.id);
      await this.discard(_id, portfolio);
    }
    return left.length;
  }

  /** Removes everything that a deleted portfolio had. */
  async removeAll({ id: portfolio_id, user_id }: OwnedPortfolio): Promise<void> {
    const owned = { portfolio_id: new Types.ObjectId(portfolio_id), user_id: new Types.ObjectId(user_id) };
    for (const model of this.rows) {
      const ids = await idsOf(model, owned);
      for (const some of inParts(ids, ROWS_AT_ONCE))
        await model.collection.deleteMany({ ...owned, _id: { $in: some } });
    }
    await this.changes.deleteMany({ portfolio_id, user_id });
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

  /** @returns the ids of the rows, by their model */
  private async write(
    { portfolio }: Ledger,
    changeId: Types.ObjectId,
    rows: ChangedRows,
  ): Promise<WrittenRows> {
    const written: WrittenRows = new Map();
    const owned = {
      portfolio_id: new Types.ObjectId(portfolio.id),
      user_id: new Types.ObjectId(portfolio.user_id),
    };
    // Past mongoose, whose documents of thousands of rows would hold up everybody for a second.
    await this.changes.collection.insertOne({
      _id: changeId,
      ...owned,
      removed_rows: [...(rows.removed ?? [])],
      begun_at: this.clock.now(),
    });
    const unseen = { ...owned, change_id: changeId, revision: null, removed_revision: null };
    const insert = async <T>(model: unknown, given: readonly T[] = [], toRow: (row: T) => object) => {
      const ids: Types.ObjectId[] = [];
      for (const some of inParts(given, ROWS_AT_ONCE)) {
        const documents = some.map((row) => ({ ...toRow(row), ...unseen }));
        const { insertedIds } = await (model as Model<LedgerRow>).collection.insertMany(documents);
        ids.push(...(Object.values(insertedIds) as Types.ObjectId[]));
      }
      written.set(model as Model<LedgerRow>, ids);
    };
    await insert(this.transactions, rows.transactions, toTransactionRow);
    await insert(this.accounts, rows.accounts, (row) => row);
    await insert(this.locks, rows.locks, (row) => row);
    return written;
  }

  /** Settles a change that another writer may have left: what it wrote is looked for. */
  private async settle(ledger: Ledger, changeId: Types.ObjectId): Promise<void> {
    const { id: portfolio_id, user_id } = ledger.portfolio;
    const change = await this.changes.findOne({ _id: changeId, portfolio_id, user_id }).lean();
    const unseen: WrittenRows = new Map();
    if (change) for (const model of this.rows) unseen.set(model, await idsOf(model, unseenOf(change)));
    await this.settleRows(ledger, changeId, unseen, change?.removed_rows ?? []);
  }

  private async settleRows(
    { portfolio, revision }: Ledger,
    changeId: Types.ObjectId,
    written: WrittenRows,
    removed: readonly Types.ObjectId[],
  ): Promise<void> {
    const { id: portfolio_id, user_id } = portfolio;
    const expires_at = new Date(this.clock.now().getTime() + LONGEST_READ_MS);
    const owned = { portfolio_id, user_id };
    for (const model of this.rows) {
      await updateInTurns(model, owned, written.get(model) ?? [], { revision });
      await updateInTurns(model, owned, removed, { removed_revision: revision, expires_at });
    }
    await this.portfolios.updateOne(
      { _id: portfolio_id, user_id, unsettled_change: changeId },
      { $unset: { unsettled_change: 1 } },
      { timestamps: false },
    );
    await this.changes.deleteOne({ _id: changeId, portfolio_id, user_id });
  }

  /** Only for a change that is not published, or settled: then it has no unseen rows. */
  private async discard(changeId: Types.ObjectId, { id, user_id }: OwnedPortfolio) {
    const unseen = { portfolio_id: id, user_id, revision: null, change_id: changeId };
    for (const model of this.rows) await model.deleteMany(unseen);
    await this.changes.deleteOne({ _id: changeId, portfolio_id: id, user_id });
  }
}

/** The rows that a change wrote and that are not settled. */
function unseenOf({ _id, portfolio_id, user_id }: LedgerChangeRecord) {
  return { portfolio_id, user_id, revision: null, change_id: _id };
}

function ledgerOf(record: HeadRecord): Ledger {
  const { ledger_revision: revision = 0, line_count = 0 } = record;
  // Before there is a ledger it is how many its lots will become.
  return { portfolio: headOf(record), revision, lineCount: revision === 0 ? 0 : line_count };
}
