import type { PortfolioAnalysis } from '../../../analytics/portfolio/analyse-portfolio';
import type { PositionFigures, Totals } from '../../../analytics/portfolio/positions';
import type { HoldingDto, SummaryDto } from '../../dto/holdings.dto';
import { LeftOutLot, leftOutHoldings } from './left-out';
import { dayOrNull } from './to-figures';

/** @param unpriced whether there are lots but none has a price: then no total is known, not even a zero */
export function toSummary(totals: Totals, unpriced: boolean): SummaryDto {
  return {
    market_value: unpriced ? null : totals.marketValue,
    cost_basis: unpriced ? null : totals.costBasis,
    unrealised_pnl: unpriced ? null : totals.unrealisedPnl,
    unrealised_pnl_percent: totals.unrealisedPnlPercent,
    day_change: unpriced ? null : totals.dayChange,
    day_change_percent: totals.dayChangePercent,
  };
}

/** By symbol: what was counted, and what was left out with its quantity and cost alone. */
export function toHoldings(analysis: PortfolioAnalysis, leftOut: readonly LeftOutLot[]): HoldingDto[] {
  const contributions = new Map(
    analysis.contributions.map(({ symbol, contribution }) => [symbol, contribution]),
  );
  const counted = analysis.holdings.map((position) =>
    countedHolding(position, contributions.get(position.symbol) ?? null),
  );
  return [...counted, ...leftOutHoldings(leftOut)].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

function countedHolding(position: PositionFigures, contribution: number | null): HoldingDto {
  return {
    symbol: position.symbol,
    quantity: position.quantity,
    cost_basis: position.costBasis,
    average_price: position.averagePrice,
    price: position.price,
    price_date: dayOrNull(position.priceDay),
    market_value: position.marketValue,
    weight: position.weight,
    unrealised_pnl: position.unrealisedPnl,
    unrealised_pnl_percent: position.unrealisedPnlPercent,
    day_change: position.dayChange,
    day_change_percent: position.dayChangePercent,
    contribution,
  };
}
