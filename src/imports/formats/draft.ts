import type { TransactionType } from '../../analytics/ledger/model/transaction';
import type { AccountContent } from '../../portfolio/accounts/account';

/** What a statement says of an instrument. */
export interface StatedInstrument {
  /** the broker's own ticker */
  readonly symbol?: string;
  readonly isin?: string;
  readonly wkn?: string;
  readonly cusip?: string;
  readonly sedol?: string;
  readonly name?: string;
  readonly exchange?: string;
  /** whether `symbol` is one of ours already and needs no look-up */
  readonly isOurs?: boolean;
}

/** What a file tells of an account that it names, as it stands there. */
export type StatedAccount = Readonly<Partial<Record<keyof Omit<AccountContent, 'name'>, unknown>>>;

/** A ledger line as a statement says it: numbers are exact decimal text, days `YYYY-MM-DD`. */
export interface Draft {
  readonly type: TransactionType;
  readonly date: string;
  readonly time?: string;
  readonly settle_date?: string;
  readonly currency?: string;
  readonly fx_rate?: string;
  readonly fee?: string;
  readonly tax?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly amount?: string;
  readonly cost?: string;
  readonly acquired_on?: string;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly ratio_n?: string;
  readonly ratio_d?: string;
  readonly cost_share?: string;
  readonly cash_per_share?: string;
  readonly note?: string;
  readonly tags?: readonly string[];
  readonly external_id?: string;
  readonly group_id?: string;
  /** of a lot of `assets`: which shares its numbers are of */
  readonly basis?: string;
  /** the currency that `fx_rate` is into, where the file tells it */
  readonly base_currency?: string;
  /** lots of a sale, by the ids of the exported ledger */
  readonly lots?: readonly { transaction_id: string; quantity: string }[];
  /** the line's own id in the exported ledger */
  readonly ref?: string;
  /** the account as the statement names it */
  readonly account?: string;
  readonly account_settings?: StatedAccount;
  readonly instrument?: StatedInstrument;
  readonly into?: StatedInstrument;
  /** that the statement takes such a line back, and does not book it */
  readonly takesBack?: true;
}

export interface RowProblem {
  /** stable, such as `row.unreadable` */
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/** One row of the preview as a format reads it: a draft, a reason to leave it out, or problems. */
export interface DraftRow {
  readonly line: number;
  readonly raw: Readonly<Record<string, string>>;
  readonly draft: Draft | null;
  readonly ignored?: string;
  readonly problems: readonly RowProblem[];
}

/** A row that makes no ledger line, and why. */
export interface Ignored {
  readonly ignored: string;
}

export const ignored = (reason: string): Ignored => ({ ignored: reason });

/** Something in a row that does not fit; it is told with the row. */
export class RowError extends Error {
  override name = 'RowError';

  constructor(
    message: string,
    readonly field?: string,
    readonly code = 'row.unreadable',
  ) {
    super(message);
  }
}
