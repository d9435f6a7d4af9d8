/** Which lots a disposal uses up. */
export const COST_METHODS = ['fifo', 'lifo', 'hifo', 'average', 'specific'] as const;
export type CostMethod = (typeof COST_METHODS)[number];

/** What is done with a dividend that an event announces for a held symbol. */
export const DIVIDEND_MODES = ['propose', 'book', 'off'] as const;
export type DividendMode = (typeof DIVIDEND_MODES)[number];

/** Where things are held, as far as figures depend on it. */
export interface LedgerAccount {
  readonly id: string;
  /** ISO 4217 code; the currency of lines that name none. */
  readonly currency: string;
  readonly costMethod: CostMethod;
  /** Whether trades and income move a cash balance; without it their money comes from and goes to outside. */
  readonly tracksCash: boolean;
  /** `propose` where left out. */
  readonly dividends?: DividendMode;
}
