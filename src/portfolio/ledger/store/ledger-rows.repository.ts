import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model, Types } from 'mongoose';
import { calendarDayOf } from '../../../common/calendar/calendar-day';
import { inParts } from '../../../common/in-parts';
import { distinctNames } from '../../accounts/account-names';
import { StoredAccount, toStoredAccount } from '../../accounts/to-account';
import { batchesOf } from '../../../platform/mongo/batches-of';
import { AccountRecord } from '../../schemas/account.schema';
import { TransactionRecord } from '../../schemas/transaction.schema';
import { YearLockRecord } from '../../schemas/year-lock.schema';
import { StoredEntry, toEntry, toStoredEntry } from '../../transactions/to-entry';
import type { Entry } from '../../transactions/entry';
import type { Ledger } from '../ledger';
import { visibleDocuments, visibleRows } from './visible-rows';

const LINES_A_BATCH = 500;

/** A locked year and its row. */
export interface StoredLock {
  readonly rowId: Types.ObjectId;
  readonly year: number;
  readonly locked_at: Date;
}

/** What tells a line apart from others. */
export type TellingParts = Pick<
  Entry,
  | 'account_id'
  | 'type'
  | 'date'
  | 'symbol'
  | 'quantity'
  | 'price'
  | 'amount'
  | 'currency'
  | 'numerator'
  | 'denominator'
  | 'external_id'
>;

const TELLING = {
  account_id: 1,
  type: 1,
  date: 1,
  symbol: 1,
  quantity: 1,
  price: 1,
  amount: 1,
  currency: 1,
  numerator: 1,
  denominator: 1,
  external_id: 1,
};

/** Reads a ledger at its revision. Every method takes the ledger itself, which only its owner is given. */
@Injectable()
export class LedgerRowsRepository {
  constructor(
    @InjectModel(TransactionRecord.name) private readonly transactions: Model<TransactionRecord>,
    @InjectModel(AccountRecord.name) private readonly accountRows: Model<AccountRecord>,
    @InjectModel(YearLockRecord.name) private readonly lockRows: Model<YearLockRecord>,
  ) {}

  /** Oldest first, each by a name of its own. */
  async accounts(ledger: Ledger): Promise<StoredAccount[]> {
    const records = await this.accountRows
      .find(visibleRows(ledger))
      .sort({ created_at: 1, account_id: 1 })
      .lean();
    const names = distinctNames(records.map(({ name }) => name));
    return records.map((record, place) => toStoredAccount({ ...record, name: names[place]! }));
  }

  /** Accounts of all users in which dividends are booked by themselves; a portfolio comes once for each. */
  async *bookingAccounts(): AsyncGenerator<{ portfolioId: string; userId: string }> {
    const booking = { dividends: 'book' as const, removed_revision: null };
    const found = this.accountRows.find(booking, { portfolio_id: 1, user_id: 1 }).lean().cursor();
    for await (const { portfolio_id, user_id } of found)
      yield { portfolioId: portfolio_id.toHexString(), userId: user_id.toHexString() };
  }

  /** Mergers with cash, of all users; a portfolio comes once for each. */
  async *mergersWithCash(): AsyncGenerator<{ portfolioId: string; userId: string; date: string }> {
    const merger = {
      type: 'merger' as const,
      cash_per_share: mongoose.trusted({ $exists: true }),
      removed_revision: null,
    };
    const found = this.transactions
      .find(merger, { portfolio_id: 1, user_id: 1, date: 1 })
      .lean<Pick<TransactionRecord, 'portfolio_id' | 'user_id' | 'date'>>()
      .cursor();
    for await (const { portfolio_id, user_id, date } of found)
      yield {
        portfolioId: portfolio_id.toHexString(),
        userId: user_id.toHexString(),
        date: calendarDayOf(date),
      };
  }

  async locks(ledger: Ledger): Promise<StoredLock[]> {
    const records = await this.lockRows
      .find(visibleRows(ledger), { statement: 0 })
      .sort({ year: 1 })
      .lean<Omit<YearLockRecord, 'statement'>[]>();
    return records.map(({ _id, year, locked_at }) => ({ rowId: _id, year, locked_at }));
  }

  /** What was kept with a lock: gzipped JSON. */
  async statementOf(ledger: Ledger, rowId: Types.ObjectId): Promise<Buffer | undefined> {
    const record = await this.lockRows
      .findOne({ ...visibleRows(ledger), _id: rowId }, { statement: 1 })
      .lean<{ statement: Buffer | mongoose.mongo.Binary }>();
    const bytes = record?.statement;
    return bytes && (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.value()));
  }

  /** All lines, in order of creation: past mongoose, and others get their turn on the event loop in between. */
  async lines(ledger: Ledger): Promise<Entry[]> {
    const entries: Entry[] = [];
    for await (const batch of this.batches(ledger)) entries.push(...batch.map(toEntry));
    return entries.sort((a, b) => a.seq - b.seq);
  }

  /** What the changes after a revision up to the ledger's wrote, and the ids of the lines that they took away. */
  async changesSince(ledger: Ledger, revision: number): Promise<{ added: Entry[]; removed: Set<string> }> {
    const { portfolio_id, user_id, ...visible } = visibleRows(ledger);
    const owned = { portfolio_id, user_id };
    const later = mongoose.trusted({ $gt: revision, $lte: ledger.revision });
    const [added, gone] = await Promise.all([
      this.transactions.find({ ...owned, ...visible, revision: later }).lean(),
      this.transactions
        .find(
          { ...owned, removed_revision: mongoose.trusted({ $gt: 0 }) },
          { transaction_id: 1, removed_revision: 1 },
        )
        .lean(),
    ]);
    const removed = gone.filter(
      ({ removed_revision: at }) => at !== null && at > revision && at <= ledger.revision,
    );
    return {
      added: added.map(toEntry),
      removed: new Set(removed.map(({ transaction_id }) => transaction_id.toHexString())),
    };
  }

  /** The lines of symbols and those that bring them out of others, in order of creation. */
  async linesOf(ledger: Ledger, symbols: readonly string[]): Promise<Entry[]> {
    if (ledger.revision === 0) return [];
    const named = { $in: [...symbols] };
    const entries = new Map<string, Entry>();
    const read = async (filter: object) => {
      for await (const batch of this.batches(ledger, filter))
        for (const entry of batch.map(toEntry)) entries.set(entry.id, entry);
    };
    await Promise.all([read({ symbol: named }), read({ into: named })]);
    return [...entries.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Lines by their ids, asked for in batches; what is not there is left out. */
  async byIds(ledger: Ledger, ids: readonly string[]): Promise<StoredEntry[]> {
    const found: StoredEntry[] = [];
    for (const some of inParts(ids, LINES_A_BATCH)) {
      const named = some.map((id) => new Types.ObjectId(id));
      for await (const batch of this.batches(ledger, { transaction_id: { $in: named } }))
        found.push(...batch.map(toStoredEntry));
    }
    return found;
  }

  /** What tells the lines of some days apart, batch by batch in no particular order. */
  async *tellingParts(ledger: Ledger, from: string, to: string): AsyncGenerator<TellingParts[]> {
    const date = { $gte: new Date(`${from}T00:00:00Z`), $lte: new Date(`${to}T00:00:00Z`) };
    for await (const batch of this.batches(ledger, { date }, TELLING)) yield batch.map(tellingPartsOf);
  }

  /** Past mongoose, and others get their turn on the event loop between batches. */
  private batches(
    ledger: Ledger,
    filter: object = {},
    projection?: mongoose.mongo.Document,
  ): AsyncGenerator<TransactionRecord[]> {
    const options = { batchSize: LINES_A_BATCH, projection };
    const found = this.transactions.collection.find({ ...visibleDocuments(ledger), ...filter }, options);
    return batchesOf(found as unknown as mongoose.mongo.FindCursor<TransactionRecord>);
  }

  /** Lines of an account, or of all. */
  async stored(ledger: Ledger, filter: { account_id?: string } = {}): Promise<StoredEntry[]> {
    return (await this.transactions.find({ ...visibleRows(ledger), ...filter }).lean()).map(toStoredEntry);
  }

  /** Lines that the broker knows by one of the ids. */
  async byExternalIds(ledger: Ledger, ids: readonly string[]): Promise<Entry[]> {
    if (ids.length === 0) return [];
    const records = await this.transactions
      .find({ ...visibleRows(ledger), external_id: mongoose.trusted({ $in: [...ids] }) })
      .lean();
    return records.map(toEntry);
  }
}

function tellingPartsOf({ account_id, date, ...record }: TransactionRecord): TellingParts {
  const { type, symbol, quantity, price, amount, currency, numerator, denominator, external_id } = record;
  const told = { type, symbol, quantity, price, amount, currency, numerator, denominator, external_id };
  return { ...told, account_id: account_id.toHexString(), date: calendarDayOf(date) };
}
