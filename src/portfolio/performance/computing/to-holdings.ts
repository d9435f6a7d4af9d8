import type { PortfolioAnalysis } from '../../../analytics/portfolio/analyse-portfolio';
import type { BoughtLot } from '../../../analytics/portfolio/lots';
import type { PositionFigures, Totals } from '../../../analytics/portfolio/positions';
import type { HoldingDto, SummaryDto } from '../../dto/holdings.dto';
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
export function toHoldings(analysis: PortfolioAnalysis, leftOut: readonly BoughtLot[]): HoldingDto[] {
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

function leftOutHoldings(lots: readonly BoughtLot[]): HoldingDto[] {
  const totals = new Map<string, { quantity: number; cost: number }>();
  for (const { symbol, quantity, purchasePrice } of lots) {
    const total = totals.get(symbol) ?? { quantity: 0, cost: 0 };
    totals.set(symbol, {
      quantity: total.quantity + quantity,
      cost: total.cost + quantity * purchasePrice,
    });
  }
  return [...totals].map(([symbol, { quantity, cost }]) => ({
    symbol,
    quantity,
    cost_basis: cost,
    average_price: cost / quantity,
    price: null,
    price_date: null,
    market_value: null,
    weight: null,
    unrealised_pnl: null,
    unrealised_pnl_percent: null,
    day_change: null,
    day_change_percent: null,
    contribution: null,
  }));
}
