export const REPORT_TYPES = ['performance', 'holdings'] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

export const REPORT_FORMATS = ['pdf', 'csv', 'json', 'xlsx'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const REPORT_STATUSES = ['queued', 'running', 'completed', 'failed'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

export const MEDIA_TYPES: Record<ReportFormat, string> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What a client asks for; `user_id` is whose portfolio it is. */
export interface ReportOrder {
  user_id: string;
  portfolio_id: string;
  /** the portfolio's name when the report was ordered */
  title: string;
  type: ReportType;
  format: ReportFormat;
  from: string | null;
  to: string | null;
  notify: boolean;
  /** the id of the ordering request, for the log lines of the work it started */
  request_id: string | null;
  /** the W3C trace context of the ordering request, while traces are collected */
  traceparent: string | null;
}

/** An order and what became of it. Ids are 24 hex digits. */
export interface Report extends ReportOrder {
  id: string;
  status: ReportStatus;
  /** 0 to 100 */
  progress: number;
  /** how often a worker began; the latest attempt alone may complete the report */
  attempts: number;
  /** the file of each attempt, latest last */
  file_ids: string[];
  size_bytes: number | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  /** one sentence for people, when failed */
  error: string | null;
  /** deleted by its user, or too old; kept until no attempt can leave a file behind */
  deleted_at: Date | null;
}

export const isFinished = ({ status }: Pick<Report, 'status'>) =>
  status === 'completed' || status === 'failed';

/** The file's name for people, such as `Growth – performance 2026-01-31.pdf`. */
export function fileNameOf({ title, type, format, created_at }: Report): string {
  const name = title
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const day = created_at.toISOString().slice(0, 10);
  return `${[name, `${type} ${day}`].filter(Boolean).join(' - ')}.${format}`;
}
