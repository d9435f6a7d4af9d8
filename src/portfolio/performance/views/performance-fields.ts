/** What an answer is about: in every part of it. */
export const FRAME = [
  'portfolio_id',
  'as_of',
  'computed_at',
  'currency',
  'from',
  'to',
  'risk_free_rate',
  'account',
  'before',
] as const;

/** What of an answer can be asked for by itself. */
export const FIELDS = [
  'summary',
  'returns',
  'risk',
  'periods',
  'months',
  'cash',
  'allocation',
  'concentration',
  'holdings',
  'series',
  'benchmark',
  'quality',
  'charts',
] as const;

export type PerformanceField = (typeof FIELDS)[number];
