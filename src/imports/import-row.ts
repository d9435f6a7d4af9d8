import type { ImportedContent } from '../portfolio/transactions/entry';
import type { RowProblem } from './formats/draft';

export const ROW_STATUSES = ['new', 'duplicate', 'conflict', 'error', 'unknown_symbol', 'ignored'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];
export type RowCounts = Record<RowStatus, number>;

/** One row of a preview: what the file says, what it becomes, and what would happen to it. */
export interface ImportRow {
  /** place in the preview, from 0; what PATCH names */
  readonly row: number;
  /** in the file, from 1; rows of one line share it */
  readonly line: number;
  readonly raw: Readonly<Record<string, string>>;
  readonly status: RowStatus;
  /** null where there is none to be made */
  readonly transaction: ImportedContent | null;
  /** why it has its status, and what to look at */
  readonly problems: readonly RowProblem[];
  /** the line's id in the ledger that an export of ours is of */
  readonly ref?: string;
}

export function noCounts(): RowCounts {
  return { new: 0, duplicate: 0, conflict: 0, error: 0, unknown_symbol: 0, ignored: 0 };
}
