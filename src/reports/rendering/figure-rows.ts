import type { Performance } from '../../portfolio/performance/computing/compute-performance';

/** One figure as every format lists it. */
export interface FigureRow {
  section: 'summary' | 'returns' | 'risk' | 'periods' | 'benchmark';
  name: string;
  value: number | null;
  method: string | null;
  /** why there is no value */
  reason: string | null;
}

/** Figures that are plain numbers; those of money are the summary's, all others are fractions. */
const RATIOS = new Set(['periods_per_year', 'sharpe', 'sortino', 'beta', 'information_ratio']);

type Section = FigureRow['section'];
type Figures = Record<string, Pick<FigureRow, 'value' | 'method' | 'reason'>>;
type Values = Record<string, number | null>;

/** Every single figure of a performance, in the order a reader wants them. */
export function figureRows({ summary, returns, risk, periods, benchmark }: Performance): FigureRow[] {
  const { max_drawdown, reasons, ...ratios } = risk;
  return [
    ...valueRows('summary', { ...summary }),
    ...rowsOf('returns', { ...returns }),
    ...valueRows('risk', { ...ratios, max_drawdown: max_drawdown.value }, reasons),
    ...rowsOf('periods', { ...periods }),
    ...(benchmark
      ? rowsOf('benchmark', { total_return: benchmark.total_return, annualised: benchmark.annualised })
      : []),
  ];
}

/** What a figure is counted in. */
export function unitOf({
  section,
  name,
}: Pick<FigureRow, 'section' | 'name'>): 'money' | 'fraction' | 'ratio' {
  if (RATIOS.has(name)) return 'ratio';
  return section === 'summary' && !name.endsWith('_percent') ? 'money' : 'fraction';
}

function rowsOf(section: Section, figures: Figures): FigureRow[] {
  return Object.entries(figures).map(([name, figure]) => ({ section, name, ...figure }));
}

function valueRows(section: Section, values: Values, reasons: Record<string, string> = {}): FigureRow[] {
  // A drawdown lacks only where there is no day at all, and then every other figure of risk says why.
  const why = (name: string) => reasons[name] ?? reasons.volatility ?? null;
  return Object.entries(values).map(([name, value]) => ({
    section,
    name,
    value,
    method: null,
    reason: value === null ? why(name) : null,
  }));
}
