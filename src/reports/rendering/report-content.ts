import type { Performance } from '../../portfolio/performance/computing/compute-performance';
import type { PackedJson } from '../../portfolio/performance/computing/packed-json';
import type { LedgerStatement } from '../../portfolio/statements/ledger-statement';
import type { ReportFormat, ReportType, StatementType } from '../report';

/** Everything a report of figures says. */
export interface ReportContent {
  type: Exclude<ReportType, StatementType>;
  format: ReportFormat;
  /** the portfolio's name */
  title: string;
  /** for whom it was made */
  prepared_for: string;
  /** ISO 8601 */
  generated_at: string;
  performance: Performance;
}

/** Everything a report of a ledger's lines says. */
export interface StatementContent {
  type: StatementType;
  format: ReportFormat;
  /** the window asked for; open where null */
  from: string | null;
  to: string | null;
  statement: LedgerStatement;
}

/** What reports of figures say in any type and format, as it is kept and handed to another thread. */
export interface PackedFigures extends Pick<ReportContent, 'title' | 'prepared_for' | 'generated_at'> {
  /** a `Performance` */
  performance: PackedJson;
}

/** What is handed to another thread. */
export type RenderingOrder = StatementContent | (Pick<ReportContent, 'type' | 'format'> & PackedFigures);
