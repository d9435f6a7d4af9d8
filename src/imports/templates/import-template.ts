import type { ReadOptions } from '../formats/import-format';

/** How a user reads one kind of table, kept under a name. */
export interface ImportTemplate {
  readonly name: string;
  readonly options: ReadOptions;
  readonly updated_at: Date;
}

export const MOST_TEMPLATES = 50;
