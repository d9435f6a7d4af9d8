import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { Clock } from '../../../common/clock';
import { inParts } from '../../../common/in-parts';
import type { OwnedPortfolio } from '../../portfolio';
import { AccountRecord } from '../../schemas/account.schema';
import { LedgerChangeRecord } from '../../schemas/ledger-change.schema';
import type { LedgerRow } from '../../schemas/ledger-row';
import { PortfolioRecord } from '../../schemas/portfolio.schema';
import { TransactionRecord } from '../../schemas/transaction.schema';
import { YearLockRecord } from '../../schemas/year-lock.schema';
import { toTransactionRow } from '../../transactions/to-entry';
import type { ChangedRows, Ledger } from '../ledger';
import { idsOf, ROWS_AT_ONCE, updateInTurns } from './rows-in-turns';

/** No request and no reader of an old revision lives that long. */
export const LONGEST_READ_MS = 3_600_000;

/** Ids of the rows of a change that are not settled yet. */
type WrittenRows = Map<Model<LedgerRow>, readonly Types.ObjectId[]>;

/** The rows of changes of ledgers: written before a change counts, settled or let go of after it. */
@Injectable()
export class LedgerChangesRepository {
  private readonly rows: readonly Model<LedgerRow>[];

  constructor(
    @InjectModel(PortfolioRecord.name) private readonly portfolios: Model<PortfolioRecord>,
    @InjectModel(TransactionRecord.name) private readonly transactions: Model<TransactionRecord>,
    @InjectModel(AccountRecord.name) private readonly accounts: Model<AccountRecord>,
    @InjectModel(YearLockRecord.name) private readonly locks: Model<YearLockRecord>,
    @InjectModel(LedgerChangeRecord.name) private readonly changes: Model<LedgerChangeRecord>,
    private readonly clock: Clock,
  ) {
    this.rows = [transactions, accounts, locks] as unknown as Model<LedgerRow>[];
  }

  /**
   * @param revision from which on the rows are seen; null for not before they are settled
   * @returns the ids of the rows, by their model
   */
  async write(
    portfolio: OwnedPortfolio,
    changeId: Types.ObjectId,
    rows: ChangedRows,
    revision: number | null,
  ): Promise<WrittenRows> {
    const written: WrittenRows = new Map();
    const owned = ownedRows(portfolio);
    // Past mongoose, whose documents of thousands of rows would hold up everybody for a second.
    await this.changes.collection.insertOne({
      _id: changeId,
      ...owned,
      removed_rows: [...(rows.removed ?? [])],
      begun_at: this.clock.now(),
    });
    const carried = { ...owned, change_id: changeId, revision, removed_revision: null };
    const insert = async <T>(model: unknown, given: readonly T[] = [], toRow: (row: T) => object) => {
      const ids: Types.ObjectId[] = [];
      for (const some of inParts(given, ROWS_AT_ONCE)) {
        const documents = some.map((row) => ({ ...toRow(row), ...carried }));
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
  async settle(ledger: Ledger, changeId: Types.ObjectId): Promise<void> {
    const { id: portfolio_id, user_id } = ledger.portfolio;
    const change = await this.changes.findOne({ _id: changeId, portfolio_id, user_id }).lean();
    const unseen: WrittenRows = new Map();
    if (change) for (const model of this.rows) unseen.set(model, await idsOf(model, unseenOf(change)));
    await this.settleRows(ledger, changeId, unseen, change?.removed_rows ?? []);
  }

  async settleRows(
    { portfolio, revision }: Ledger,
    changeId: Types.ObjectId,
    written: WrittenRows,
    removed: readonly Types.ObjectId[],
  ): Promise<void> {
    const owned = ownedRows(portfolio);
    const expires_at = new Date(this.clock.now().getTime() + LONGEST_READ_MS);
    for (const model of this.rows) {
      await updateInTurns(model, owned, written.get(model) ?? [], { revision });
      await updateInTurns(model, owned, removed, { removed_revision: revision, expires_at });
    }
    const { portfolio_id: _id, user_id } = owned;
    await this.portfolios.collection.updateOne(
      { _id, user_id, unsettled_change: changeId },
      { $unset: { unsettled_change: 1 } },
    );
    await this.end(changeId, portfolio);
  }

  /** Lets go of the rows that are not settled; of a change that was published and settled there are none. */
  async discard(changeId: Types.ObjectId, portfolio: OwnedPortfolio): Promise<void> {
    await this.removeRows(portfolio, { change_id: changeId, revision: null });
    await this.end(changeId, portfolio);
  }

  /** Lets go of all its rows, where there is no portfolio. */
  async discardAll(changeId: Types.ObjectId, portfolio: OwnedPortfolio): Promise<void> {
    await this.removeRows(portfolio, { change_id: changeId });
    await this.end(changeId, portfolio);
  }

  /** The change needs nothing more. */
  async end(changeId: Types.ObjectId, portfolio: OwnedPortfolio): Promise<void> {
    await this.changes.collection.deleteOne({ _id: changeId, ...ownedRows(portfolio) });
  }

  /** Changes that began before a moment and did not end. */
  async begunBefore(moment: Date): Promise<{ id: Types.ObjectId; portfolio: OwnedPortfolio }[]> {
    const left = await this.changes.find({ begun_at: mongoose.trusted({ $lt: moment }) }).lean();
    return left.map(({ _id, portfolio_id, user_id }) => ({
      id: _id,
      portfolio: { id: portfolio_id.toHexString(), user_id: user_id.toHexString() },
    }));
  }

  /** Removes everything that a deleted portfolio had. */
  async removeAll(portfolio: OwnedPortfolio): Promise<void> {
    const owned = ownedRows(portfolio);
    for (const model of this.rows) {
      const ids = await idsOf(model, owned);
      for (const some of inParts(ids, ROWS_AT_ONCE))
        await model.collection.deleteMany({ ...owned, _id: { $in: some } });
    }
    await this.changes.collection.deleteMany(owned);
  }

  private async removeRows(portfolio: OwnedPortfolio, which: mongoose.mongo.Document): Promise<void> {
    const owned = ownedRows(portfolio);
    for (const model of this.rows) await model.collection.deleteMany({ ...owned, ...which });
  }
}

/** The rows of a portfolio, for the driver, which casts nothing. */
function ownedRows({ id, user_id }: OwnedPortfolio) {
  return { portfolio_id: new Types.ObjectId(id), user_id: new Types.ObjectId(user_id) };
}

/** The rows that a change wrote and that are not settled. */
function unseenOf({ _id, portfolio_id, user_id }: LedgerChangeRecord) {
  return { portfolio_id, user_id, revision: null, change_id: _id };
}
