import { stringify } from 'csv-stringify/sync';
import { harmless } from './harmless';
import { figureRows } from './figure-rows';
import { cashRows, HOLDING_COLUMNS } from './holding-columns';
import { cashByCurrency } from '../../portfolio/performance/cash-by-currency';
import type { ReportContent } from './report-content';

type Cell = string | number | null;

/**
 * One table, so that any program can read it. Holdings: a row for each symbol and each currency of cash.
 * Performance: a row for each figure, and for each day of each series.
 */
export function renderCsv({ type, performance }: ReportContent): Uint8Array {
  const rows: Cell[][] =
    type === 'holdings'
      ? [
          [...HOLDING_COLUMNS],
          ...[...performance.holdings, ...cashRows(performance)].map((holding) =>
            HOLDING_COLUMNS.map((c) => holding[c]),
          ),
        ]
      : performanceRows(performance);
  return Buffer.from(
    stringify(
      rows.map((row) => row.map((cell) => harmless(cell))),
      { record_delimiter: 'windows' },
    ),
  );
}

function performanceRows(performance: ReportContent['performance']): Cell[][] {
  const index = performance.benchmark?.index;
  return [
    ['section', 'name', 'date', 'value', 'method', 'reason'],
    ...figureRows(performance).map(({ section, name, value, method, reason }) => [
      section,
      name,
      null,
      value,
      method,
      reason,
    ]),
    ...performance.holdings.map(({ symbol, market_value }) => [
      'holdings',
      symbol,
      null,
      market_value,
      null,
      null,
    ]),
    ...cashByCurrency(performance.cash).map(({ currency, value }) => [
      'cash',
      currency,
      null,
      value,
      null,
      value === null ? 'no_exchange_rate' : null,
    ]),
    ...performance.series.flatMap(({ date, ...values }, day) =>
      Object.entries({ ...values, ...(index && { benchmark_index: index[day] ?? null }) }).map(
        ([name, value]) => ['series', name, date, value, null, null],
      ),
    ),
  ];
}
