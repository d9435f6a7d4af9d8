/** Stable codes of what a ledger refuses. */
export type LedgerErrorCode =
  | 'ledger.oversold'
  | 'ledger.lot_used_up'
  | 'ledger.no_cash_account'
  | 'ledger.unequal_transfer'
  | 'ledger.unknown_account'
  | 'ledger.duplicate_external_id'
  | 'ledger.invalid_line';

/** What was refused, and where. Days are day numbers; quantities exact text. */
export interface LedgerProblem {
  readonly code: LedgerErrorCode;
  /** Id of the line that cannot stand. */
  readonly lineId: string;
  /** Field of the line, in snake_case. */
  readonly field: string;
  readonly symbol: string | null;
  readonly day: number;
  /** What was held and what was asked for, where that is the matter. */
  readonly held?: string;
  readonly asked?: string;
  readonly detail: string;
}

/** A ledger that cannot be, with the line that breaks it. */
export class LedgerError extends Error {
  constructor(readonly problem: LedgerProblem) {
    super(problem.detail);
    this.name = 'LedgerError';
  }
}
