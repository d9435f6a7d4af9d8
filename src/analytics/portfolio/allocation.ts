import type { Reason } from '../figure';
import type { PositionFigures } from './positions';

/** A symbol's share of the portfolio; `weight` is null when the portfolio is worth nothing. */
export interface Allocation {
  readonly symbol: string;
  readonly marketValue: number;
  readonly weight: number | null;
}

/** How few symbols carry what is held, whatever cash stands beside it: its shares add up to 1. */
export interface Concentration {
  /** Sum of squared shares (Herfindahl-Hirschman index): 1 / n for n equal holdings, 1 for a single one. */
  readonly herfindahl: number | null;
  /** 1 / herfindahl: the number of equal holdings that would be as concentrated. */
  readonly effectiveHoldings: number | null;
  readonly largestWeight: number | null;
  readonly topFiveShare: number | null;
  /** Why all of these are null. */
  readonly reason: Reason | null;
}

/** Positions of known worth as shares of the whole, largest first, ties by symbol. */
export function allocationOf(positions: readonly PositionFigures[]): Allocation[] {
  return positions
    .flatMap(({ symbol, marketValue, weight }) =>
      marketValue === null ? [] : [{ symbol, marketValue, weight }],
    )
    .sort((a, b) => b.marketValue - a.marketValue || (a.symbol < b.symbol ? -1 : 1));
}

/** Concentration of what is held; undefined where the worth of a position is. */
export function concentrationOf(positions: readonly PositionFigures[]): Concentration {
  const values = positions.map(({ marketValue }) => marketValue ?? NaN);
  if (values.some(Number.isNaN)) return concentrationWithout('no_exchange_rate');
  const positive = values.filter((value) => value > 0).sort((a, b) => b - a);
  if (positive.length === 0) return concentrationWithout(values.length === 0 ? 'no_lots' : 'zero_value');
  const total = positive.reduce((sum, value) => sum + value, 0);
  const shares = positive.map((value) => value / total);
  const herfindahl = shares.reduce((sum, share) => sum + share * share, 0);
  return {
    herfindahl,
    effectiveHoldings: 1 / herfindahl,
    largestWeight: shares[0]!,
    topFiveShare: shares.slice(0, 5).reduce((sum, share) => sum + share, 0),
    reason: null,
  };
}

function concentrationWithout(reason: Reason): Concentration {
  return { herfindahl: null, effectiveHoldings: null, largestWeight: null, topFiveShare: null, reason };
}
