import type { StatementType } from '../report';

const REASONS: Partial<Record<string, string>> = {
  no_lots: 'nothing was held in this window',
  one_date: 'all flows fall on one day',
  one_signed_flows: 'all flows go the same way',
  no_root_in_range: 'no rate explains the flows',
  multiple_roots: 'more than one rate explains the flows',
  below_one_year: 'the window is shorter than a year',
  zero_cost: 'nothing was paid',
  zero_capital: 'no capital was at work',
  too_few_returns: 'there are too few daily returns',
  no_deviation: 'the returns do not vary',
  no_benchmark: 'no benchmark was chosen',
  benchmark_starts_late: 'the benchmark has no price at the start',
  before_opening: 'the period begins before the window',
  total_loss: 'the value fell to nothing',
  not_finite: 'the figure has no finite value',
  unknown_symbol: 'no provider knows the symbol',
  basis_unknown: 'what it cost is not known',
  no_exchange_rate: 'no exchange rate is known',
  no_price: 'no prices',
  negative_capital: 'overdrafts exceeded what was held',
};

/** Why a figure is missing, for people; a reason that has no sentence yet is shown in its own words. */
export function reasonText(reason: string): string {
  return REASONS[reason] ?? reason.replaceAll('_', ' ');
}

/** What the reports of a ledger's lines are called. */
export const STATEMENT_TITLES: Record<StatementType, string> = {
  realised_gains: 'Realised gains',
  income: 'Income',
  transactions: 'Transactions',
};

const NAMES: Partial<Record<string, string>> = {
  unrealised_pnl: 'Unrealised P&L',
  time_weighted_annualised: 'Time-weighted, annualised',
  time_weighted: 'Time-weighted',
  money_weighted: 'Money-weighted (IRR)',
  simple: 'Simple',
  modified_dietz: 'Modified Dietz',
  sharpe: 'Sharpe ratio',
  sortino: 'Sortino ratio',
  max_drawdown: 'Maximum drawdown',
  value_at_risk_95: 'Value at risk, 95 %, one day',
};

/** A field's name for people: `downside_deviation` is “Downside deviation”. */
export function fieldName(field: string): string {
  const words = field.replaceAll('_', ' ');
  return NAMES[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
