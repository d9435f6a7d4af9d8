import type { ReportDto } from './dto/report.dto';

declare module '../platform/stream/stream-events' {
  interface ServerEvents {
    /** A step of one of the user's reports: the report as its resource shows it. */
    'report:progress': (report: ReportDto) => void;
  }
}
