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
