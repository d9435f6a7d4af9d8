import type { Types } from 'mongoose';
import type { Portfolio, PortfolioHead } from '../portfolio';
import type { AccountRecord } from '../schemas/account.schema';
import type { LedgerRow } from '../schemas/ledger-row';
import type { TransactionRecord } from '../schemas/transaction.schema';
import type { Entry } from '../transactions/entry';
import type { YearLockRecord } from '../schemas/year-lock.schema';

/** A portfolio at one revision of its ledger: what a reader sees, and what a writer must find unchanged. */
export interface Ledger {
  readonly portfolio: PortfolioHead;
  /** rises by one with every change of a line, an account or a lock; 0 until the lots of an older release are lines */
  readonly revision: number;
  readonly lineCount: number;
}

/** A ledger with its open lots, which are large: for writers, and whoever tells all of them. */
export interface WholeLedger extends Ledger {
  readonly portfolio: Portfolio;
}

type Written<Row extends LedgerRow> = Omit<Row, keyof LedgerRow>;

export type TransactionRow = Written<TransactionRecord>;
export type AccountRow = Written<AccountRecord>;
export type YearLockRow = Written<YearLockRecord>;

/** What a change writes and takes away; an edited row is both. */
export interface ChangedRows {
  readonly transactions?: readonly Entry[];
  readonly accounts?: readonly AccountRow[];
  readonly locks?: readonly YearLockRow[];
  /** `_id`s of rows of any of the three kinds */
  readonly removed?: readonly Types.ObjectId[];
}
