import type { DividendEvent } from '../model/corporate-event';
import type { Exact } from '../model/exact';
import type { LedgerProblem } from '../model/ledger-error';
import type { OwnCost } from '../model/lot';

/** Holder of what is under way between two accounts of the portfolio. */
export const IN_TRANSIT = '';

/** What an account holds of a symbol at one moment. */
export interface AccountHolding {
  /** In shares of today, and those of them that a close has a say about. */
  readonly shares: number;
  readonly seasoned: number;
  /** What lots younger than the last close so far cost, a sum a currency. */
  readonly fresh: readonly OwnCost[];
}

/** A day on which a holding changed: what was held before its lines (its corporate actions done), and at its end. */
export interface HoldingChange {
  readonly day: number;
  readonly before: AccountHolding;
  readonly after: AccountHolding;
}

/** What an account held of a symbol, from change to change. */
export interface HoldingTimeline {
  readonly accountId: string;
  readonly symbol: string;
  readonly changes: HoldingChange[];
}

/** A cash balance at the end of the days on which it changed. */
export interface CashTimeline {
  readonly accountId: string;
  readonly currency: string;
  readonly days: number[];
  readonly balances: number[];
}

/** What one line did, in base currency; NaN where its rate is unknown. */
export interface LedgerEntry {
  readonly day: number;
  readonly accountId: string;
  readonly lineId: string;
  readonly symbol: string | null;
  /** External flow: > 0 in, < 0 out. */
  readonly flow: number;
  /** Whether the flow is nothing but a standalone cost. */
  readonly isCost: boolean;
  /** For a leg of an internal transfer, the accounts that take part: to a scope that holds all of them it is no flow. */
  readonly between: ReadonlySet<string> | null;
  /** Added to the value of what was held: net income, returns of capital, merger cash, less standalone costs. */
  readonly held: number;
  /** Fees and taxes charged by the line, and those of them that lowered `held`. */
  readonly fee: number;
  readonly tax: number;
  readonly heldFee: number;
  readonly heldTax: number;
  /** Whether the account tracks cash, and how it moved. */
  readonly tracksCash: boolean;
  readonly cash: number;
  readonly income: number;
  /** Standalone costs and taxes, and what was withheld from income. */
  readonly costs: number;
  readonly taxes: number;
  /** Flow of the symbol, measured as without cash: > 0 in, < 0 out. */
  readonly symbolFlow: number;
  /** Basis, and value at the close, that a spin-off or merger moved to the symbol (< 0: away from it). */
  readonly movedBasis: number;
  readonly moved: number;
  /** The basis moved, from the marks of the account alone. */
  readonly accountMovedBasis: number;
}

/** Gains of shares that were disposed of or left, in base currency, from the marks of the portfolio and of the account. */
export interface GainEntry {
  readonly day: number;
  readonly accountId: string;
  readonly symbol: string;
  readonly isRealised: boolean;
  readonly price: number;
  readonly currency: number;
  readonly accountPrice: number;
  readonly accountCurrency: number;
}

/** Why a realised gain is not known. */
export type RealisedReason = 'basis_unknown' | 'no_exchange_rate';

/** One lot, or with the `average` method one disposal, used up. Money in the lot's currency; exact. */
export interface RealisedLine {
  readonly accountId: string;
  readonly symbol: string;
  /** Null with the `average` method. */
  readonly acquiredDay: number | null;
  readonly disposedDay: number;
  /** With the `average` method from the oldest lot that was open. */
  readonly holdingDays: number;
  readonly quantity: Exact;
  readonly cost: Exact | null;
  readonly proceeds: Exact | null;
  readonly gain: Exact | null;
  readonly currency: string;
  readonly base: {
    readonly cost: Exact | null;
    readonly proceeds: Exact | null;
    readonly gain: Exact | null;
    /** The part of the gain that rates made: cost x (rate of the sale - rate of purchase). */
    readonly fxGain: Exact | null;
  };
  readonly buyId: string | null;
  readonly sellId: string;
  readonly reason: RealisedReason | null;
}

/** A dividend that an event announces for what an account held at the close before its ex-date. */
export interface DividendDue {
  readonly event: DividendEvent;
  readonly accountId: string;
  readonly quantity: Exact;
}

/** Everything a replay writes down, in order of days. */
export interface LedgerLog {
  /** Days with lines, by account. */
  readonly lineDays: Map<string, number[]>;
  readonly entries: LedgerEntry[];
  readonly gains: GainEntry[];
  readonly realised: RealisedLine[];
  readonly holdings: Map<string, HoldingTimeline>;
  readonly cash: Map<string, CashTimeline>;
  readonly dividendsDue: DividendDue[];
  /** Lines without a rate of their own or the market's: id and day. */
  readonly unrated: { readonly lineId: string; readonly day: number }[];
  /** What would have been refused, where the replay reports instead. */
  readonly problems: LedgerProblem[];
}

export function emptyLog(): LedgerLog {
  return {
    lineDays: new Map(),
    entries: [],
    gains: [],
    realised: [],
    holdings: new Map(),
    cash: new Map(),
    dividendsDue: [],
    unrated: [],
    problems: [],
  };
}
