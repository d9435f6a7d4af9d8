import type { EntryContent } from '../transactions/entry';

export const ISSUE_SEVERITIES = ['error', 'warning', 'info'] as const;
export type IssueSeverity = (typeof ISSUE_SEVERITIES)[number];

export const ISSUE_CODES = [
  'ledger.oversold',
  'ledger.impossible',
  'transfer.unmatched',
  'basis.unknown',
  'rate.missing',
  'price.missing',
  'price.stale',
  'split.suspected',
  'split.unconfirmed',
  'basis.chosen',
  'price.adjusted',
  'line.duplicate',
  'dividend.proposed',
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

/** Something about a ledger that its owner should look at. */
export interface Issue {
  /** the same as long as it is the same matter */
  id: string;
  code: IssueCode;
  severity: IssueSeverity;
  symbol: string | null;
  account_id: string | null;
  /** `YYYY-MM-DD` */
  date: string | null;
  /** day of the line that settles it; null where any day will do */
  settled_on: string | null;
  transaction_ids: string[];
  message: string;
  /** what to do about it */
  action: string;
  /** a line that would settle it, to be posted as it is */
  proposal: EntryContent | null;
}
