import type { ImportStatus } from './import';

export interface ImportProgress {
  /** @example 665f1f77bcf86cd799439011 */
  import_id: string;
  /** @example 665f1f77bcf86cd799439012 */
  portfolio_id: string;
  /** @example reading */
  status: ImportStatus;
  /**
   * rows that are read
   * @example 12500
   */
  rows_read: number;
  /**
   * rows of the file; null until it was read once
   * @example 50000
   */
  row_count: number | null;
}

declare module '../platform/stream/stream-events' {
  interface ServerEvents {
    /** How far one of the user's imports has come. */
    'import:progress': (progress: ImportProgress) => void;
  }
}
