import type { AccountContent } from '../portfolio/accounts/account';
import type { ReadOptions } from './formats/import-format';
import type { RowCounts } from './import-row';
import type { RowEdit, Survey, SurveyedInstrument } from './preview/preview-order';

export const IMPORT_STATUSES = ['reading', 'ready', 'failed', 'applying', 'applied'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const SYMBOL_SOURCES = ['yours', 'file', 'known', 'search'] as const;
export type SymbolSource = (typeof SYMBOL_SOURCES)[number];

/** Where the rows of an account go: to one of the portfolio, or to one that is opened with the import. */
export interface AccountOfRows {
  /** null stands for every account that is not chosen itself */
  readonly name: string | null;
  readonly account_id?: string;
  readonly create?: true;
}

/** What the owner said of a file. */
export interface ImportChoices {
  readonly format: string | null;
  readonly options: ReadOptions;
  readonly accounts: readonly AccountOfRows[];
  readonly rows: readonly RowEdit[];
}

/** An account that a file names, and the one of the portfolio that its rows go to. */
export interface ImportAccount {
  readonly name: string | null;
  readonly currency: string | null;
  readonly rows: number;
  /** null where nobody has chosen one; of an account that is opened with the import the id that it will have */
  readonly account_id: string | null;
  /** whether nobody has chosen it */
  readonly is_guess: boolean;
  /** whether it is opened with the import */
  readonly create: boolean;
  /** how it would be opened; null where the portfolio has one of its name, and where it cannot be opened */
  readonly opens: AccountContent | null;
  /** null, or which settings of the portfolio's account are others than the file tells */
  readonly warning: string | null;
}

/** An instrument that a file names, and our symbol for it. */
export interface ImportSymbol extends SurveyedInstrument {
  readonly symbol: string | null;
  readonly source: SymbolSource | null;
  readonly warning: string | null;
}

/** How a file was read last. */
export interface ImportReading extends Omit<Survey, 'accounts' | 'instruments'> {
  readonly accounts: readonly ImportAccount[];
  readonly symbols: readonly ImportSymbol[];
  /** of the ledger that rows were compared with */
  readonly revision: number;
}

/** A file on its way into a ledger. */
export interface Import {
  readonly id: string;
  readonly user_id: string;
  readonly portfolio_id: string;
  readonly status: ImportStatus;
  readonly file_name: string | null;
  readonly file_bytes: number;
  readonly choices: ImportChoices;
  /** null until it was read once */
  readonly reading: ImportReading | null;
  readonly counts: RowCounts | null;
  /** names the rows of the last reading */
  readonly run_id: string | null;
  /** while it is being read: until when its reader has to say that it still reads */
  readonly reading_until: Date | null;
  /** why it could not be read, for people */
  readonly error: string | null;
  /** how many lines it brought */
  readonly applied_count: number;
  readonly applied_at: Date | null;
  /** null once it is applied */
  readonly expires_at: Date | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const MOST_IMPORTS = 100;
export const IMPORT_DAYS = 7;
/** A reader that was not heard of for so long is gone, and another one takes its file over. */
export const READER_SILENCE_MS = 20_000;
export const NO_CHOICES: ImportChoices = { format: null, options: {}, accounts: [], rows: [] };
