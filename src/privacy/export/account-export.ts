export const EXPORT_STATUSES = ['queued', 'running', 'completed', 'failed'] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** An archive of all that an account has. Ids are 24 hex digits. */
export interface AccountExport {
  id: string;
  user_id: string;
  status: ExportStatus;
  attempts: number;
  /** of each attempt, latest last */
  file_ids: string[];
  size_bytes: number | null;
  created_at: Date;
  finished_at: Date | null;
  /** from when on its file is gone */
  expires_at: Date | null;
}
