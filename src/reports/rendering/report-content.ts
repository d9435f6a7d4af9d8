import type { Performance } from '../../portfolio/performance/compute-performance';
import type { ReportFormat, ReportType } from '../report';

/** Everything a report says: plain, so that it can be handed to another thread. */
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
