import type { Performance } from '../../portfolio/performance/compute-performance';
import type { PackedJson } from '../../portfolio/performance/packed-json';
import type { ReportFormat, ReportType } from '../report';

/** Everything a report says. */
export interface ReportContent {
  type: ReportType;
  format: ReportFormat;
  /** the portfolio's name */
  title: string;
  /** for whom it was made */
  prepared_for: string;
  /** ISO 8601 */
  generated_at: string;
  performance: Performance;
}

/** The same as it is handed to another thread. */
export interface ReportOrder extends Omit<ReportContent, 'performance'> {
  performance: PackedJson;
}
