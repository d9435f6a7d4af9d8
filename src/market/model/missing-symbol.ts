/** A symbol that nothing can be told of, and why. */
export interface MissingSymbol {
  symbol: string;
  reason: string;
}
