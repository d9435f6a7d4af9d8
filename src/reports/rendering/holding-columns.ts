import { cashByCurrency } from '../../portfolio/performance/cash-by-currency';
import type { Performance } from '../../portfolio/performance/computing/compute-performance';

export type ReportedHolding = Performance['holdings'][number];

/** The columns of a holdings table, in every format. */
export const HOLDING_COLUMNS = [
  'symbol',
  'quantity',
  'average_price',
  'cost_basis',
  'price',
  'price_date',
  'market_value',
  'weight',
  'unrealised_pnl',
  'unrealised_pnl_percent',
  'day_change',
  'day_change_percent',
  'contribution',
] as const satisfies readonly (keyof ReportedHolding)[];

/**
 * Tracked cash as rows of a holdings table, after the holdings, so that the rows add up to the market value: `Cash EUR`, the
 * balance as quantity. No symbol has a blank.
 */
export function cashRows({ cash }: Pick<Performance, 'cash'>): ReportedHolding[] {
  return cashByCurrency(cash).map(({ currency, balance, value, weight }) => ({
    symbol: `Cash ${currency}`,
    quantity: balance,
    average_price: null,
    cost_basis: null,
    price: null,
    price_date: null,
    market_value: value,
    weight,
    unrealised_pnl: null,
    unrealised_pnl_percent: null,
    day_change: null,
    day_change_percent: null,
    contribution: null,
  }));
}
