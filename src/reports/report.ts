/** Reports of a ledger's lines. */
export const STATEMENT_TYPES = ['realised_gains', 'income', 'transactions'] as const;
export type StatementType = (typeof STATEMENT_TYPES)[number];

export const REPORT_TYPES = ['performance', 'holdings', ...STATEMENT_TYPES] as const;
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
  /** the administrator who ordered it; null for an order of the portfolio's owner */
  ordered_by: string | null;
  portfolio_id: string;
  /** id of the only account that counts; null for all */
  account: string | null;
  /** the portfolio's name when the report was ordered, with that of the account */
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
  /** how often it was ordered again after it had failed */
  retries: number;
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

export function isStatement(type: ReportType): type is StatementType {
  return (STATEMENT_TYPES as readonly ReportType[]).includes(type);
}

/** Who is told of a report: its user, and who ordered it. */
export const readersOf = ({ user_id, ordered_by }: Pick<Report, 'user_id' | 'ordered_by'>): string[] =>
  ordered_by === null ? [user_id] : [user_id, ordered_by];

export const isFinished = ({ status }: Pick<Report, 'status'>) =>
  status === 'completed' || status === 'failed';

/** What a report is of, for people: a portfolio, or an account of it. */
export function titleOf(portfolio: { name: string }, account: { name: string } | undefined): string {
  return account ? `${portfolio.name} - ${account.name}` : portfolio.name;
}

/** The file's name for people, such as `Growth – performance 2026-01-31.pdf`. */
export function fileNameOf({ title, type, format, created_at }: Report): string {
  const name = title
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const day = created_at.toISOString().slice(0, 10);
  return `${[name, `${type} ${day}`].filter(Boolean).join(' - ')}.${format}`;
}
