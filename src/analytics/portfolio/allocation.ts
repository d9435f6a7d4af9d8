import type { PositionFigures } from './positions';

/** A symbol's share of the portfolio; `weight` is null when the portfolio is worth nothing. */
export interface Allocation {
  readonly symbol: string;
  readonly marketValue: number;
  readonly weight: number | null;
}

/** How few symbols carry the portfolio; all null when it is worth nothing. */
export interface Concentration {
  /** Sum of squared weights (Herfindahl-Hirschman index): 1 / n for n equal holdings, 1 for a single one. */
  readonly herfindahl: number | null;
  /** 1 / herfindahl: the number of equal holdings that would be as concentrated. */
  readonly effectiveHoldings: number | null;
  readonly largestWeight: number | null;
  readonly topFiveShare: number | null;
}

/** Positions of known worth as shares of the whole, largest first, ties by symbol. */
export function allocationOf(positions: readonly PositionFigures[]): Allocation[] {
  return positions
    .flatMap(({ symbol, marketValue, weight }) =>
      marketValue === null ? [] : [{ symbol, marketValue, weight }],
    )
    .sort((a, b) => b.marketValue - a.marketValue || (a.symbol < b.symbol ? -1 : 1));
}

/** Concentration of an allocation that stands largest first. */
export function concentrationOf(allocation: readonly Allocation[]): Concentration {
  const weights = allocation.flatMap(({ weight }) => (weight === null ? [] : [weight]));
  if (weights.length === 0) {
    return { herfindahl: null, effectiveHoldings: null, largestWeight: null, topFiveShare: null };
  }
  const herfindahl = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return {
    herfindahl,
    effectiveHoldings: 1 / herfindahl,
    largestWeight: weights[0]!,
    topFiveShare: weights.slice(0, 5).reduce((sum, weight) => sum + weight, 0),
  };
}
