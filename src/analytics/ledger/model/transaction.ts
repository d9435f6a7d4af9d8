/*
 * The lines of a ledger as the engine reads them. Days are day numbers (see `calendar`); quantities, prices and amounts
 * are exact decimals as text ("0.1", "1e-18" and "-3" are read too), up to 18 decimals and 10^15; everything here can be
 * cloned into a worker. Lines are given in the order in which they were created: it breaks ties within a day.
 */

/** An exact decimal number as text. */
export type DecimalText = string;

/** What every line has. */
interface LineBase {
  /** Unique within the ledger; realised lines and open lots name it. */
  readonly id: string;
  readonly accountId: string;
  /** Calendar day of the trade. */
  readonly day: number;
  /** `HH:MM`, for the order within the day. */
  readonly time?: string;
  /** ISO 4217 code, or a minor unit such as `GBp`, of price and amount; the account's where it is left out. */
  readonly currency?: string;
  /** Base currency for one (major) unit of `currency`, as the broker converted; wins over market rates. */
  readonly fxRate?: DecimalText;
  /** At least 0, in the line's currency. */
  readonly fee?: DecimalText;
  /** At least 0, in the line's currency; withheld tax of income. */
  readonly tax?: DecimalText;
  /** Joins the legs of a transfer or a conversion. */
  readonly groupId?: string;
}

/** `quantity` > 0 at `price` >= 0 each; costs quantity x price + fee + tax. */
export interface BuyLine extends LineBase {
  readonly type: 'buy';
  readonly symbol: string;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
}

/** What a sale takes of one lot, in shares as of the day of the sale. */
export interface NamedLot {
  /** Id of the line that acquired the lot. */
  readonly transactionId: string;
  readonly quantity: DecimalText;
}

/** Brings quantity x price - fee - tax; a price of 0 writes off. */
export interface SellLine extends LineBase {
  readonly type: 'sell';
  readonly symbol: string;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  /** Lots used up first, in this order, where the account's method is `specific`. */
  readonly lots?: readonly NamedLot[];
}

/** Gross `amount` >= 0; `tax` is what was withheld. The symbol need not be held any more. */
export interface DividendLine extends LineBase {
  readonly type: 'dividend';
  readonly symbol: string;
  readonly amount: DecimalText;
}

/** Interest (negative: debit interest) or a reward paid in money. */
export interface CashIncomeLine extends LineBase {
  readonly type: 'interest' | 'reward';
  readonly amount: DecimalText;
}

/** A reward in kind: a lot at its fair value `price`, and income of the same worth. */
export interface RewardInKindLine extends LineBase {
  readonly type: 'interest' | 'reward';
  readonly symbol: string;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
}

/** A cost that belongs to no trade; a negative `amount` is a refund. */
export interface CostLine extends LineBase {
  readonly type: 'fee' | 'tax';
  readonly amount: DecimalText;
  readonly symbol?: string;
}

/** Money that enters or leaves from outside; `amount` > 0. */
export interface CashFlowLine extends LineBase {
  readonly type: 'deposit' | 'withdrawal';
  readonly amount: DecimalText;
}

/** Shares that arrive. With a partner of the same `groupId` they bring their lots along. */
export interface ShareTransferInLine extends LineBase {
  readonly type: 'transfer_in';
  readonly symbol: string;
  readonly quantity: DecimalText;
  /** Total cost of a lone leg, in the line's currency; without it the basis is unknown. */
  readonly cost?: DecimalText;
  /** Day of the original acquisition of a lone leg; its own day where left out. */
  readonly acquiredDay?: number;
}

/** Shares that leave; the giving account's method chooses the lots. */
export interface ShareTransferOutLine extends LineBase {
  readonly type: 'transfer_out';
  readonly symbol: string;
  readonly quantity: DecimalText;
}

/** Money that moves to or from another account; two legs of one group in different currencies are a conversion. */
export interface CashTransferLine extends LineBase {
  readonly type: 'transfer_in' | 'transfer_out';
  readonly amount: DecimalText;
}

/** `denominator` shares become `numerator`, in all accounts of the portfolio. Whole numbers > 0. */
export interface SplitLine extends LineBase {
  readonly type: 'split';
  readonly symbol: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** For each `ratioD` shares held come `ratioN` of `into`, which take `costShare` (0 to 1) of each lot's cost. */
export interface SpinOffLine extends LineBase {
  readonly type: 'spin_off';
  readonly symbol: string;
  readonly into: string;
  readonly ratioN: DecimalText;
  readonly ratioD: DecimalText;
  readonly costShare: DecimalText;
}

/** All shares leave: for each `ratioD` come `ratioN` of `into`, and `cashPerShare` for each. One part may be absent. */
export interface MergerLine extends LineBase {
  readonly type: 'merger';
  readonly symbol: string;
  readonly into?: string;
  readonly ratioN?: DecimalText;
  readonly ratioD?: DecimalText;
  readonly cashPerShare?: DecimalText;
  /** What one new share was worth at the close, in base currency; null where nobody knows, the market's close when left out. */
  readonly intoWorth?: number | null;
}

/** Lowers the cost of the open lots by their quantities, to 0; the rest is realised gain. */
export interface ReturnOfCapitalLine extends LineBase {
  readonly type: 'return_of_capital';
  readonly symbol: string;
  readonly amount: DecimalText;
}

/** What a statement says and nobody can explain: `quantity` more (or, below 0, fewer) shares. */
export interface AdjustmentLine extends LineBase {
  readonly type: 'adjustment';
  readonly symbol: string;
  readonly quantity: DecimalText;
  /** Total cost of what is added; without it the basis is unknown. */
  readonly cost?: DecimalText;
}

/** One line of a ledger. */
export type Transaction =
  | BuyLine
  | SellLine
  | DividendLine
  | CashIncomeLine
  | RewardInKindLine
  | CostLine
  | CashFlowLine
  | ShareTransferInLine
  | ShareTransferOutLine
  | CashTransferLine
  | SplitLine
  | SpinOffLine
  | MergerLine
  | ReturnOfCapitalLine
  | AdjustmentLine;

export type TransactionType = Transaction['type'];

/** All types, in the order in which documents list them. */
export const TRANSACTION_TYPES: readonly TransactionType[] = [
  'buy',
  'sell',
  'dividend',
  'interest',
  'reward',
  'fee',
  'tax',
  'deposit',
  'withdrawal',
  'transfer_in',
  'transfer_out',
  'split',
  'spin_off',
  'merger',
  'return_of_capital',
  'adjustment',
];
