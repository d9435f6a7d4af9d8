/** What a symbol added to the portfolio's time-weighted return: a fraction of the same base. */
export interface Contribution {
  readonly symbol: string;
  readonly contribution: number;
}
