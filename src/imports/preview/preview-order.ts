import type { StatedAccount, StatedInstrument } from '../formats/draft';
import type { ColumnMapping, FileQuestion, ReadOptions } from '../formats/import-format';
import type { RowCounts } from '../import-row';

/** A file and how to read it. Everything here can be cloned into a thread. */
export interface SurveyOrder {
  /** tells files apart, of which a thread keeps the last */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** null: find out */
  readonly format: string | null;
  readonly options: ReadOptions;
}

export interface SurveyedInstrument {
  readonly key: string;
  readonly stated: StatedInstrument;
  readonly currency: string | null;
  readonly rows: number;
}

export interface SurveyedAccount {
  /** null stands for rows that name none */
  readonly name: string | null;
  /** of its first row */
  readonly currency: string | null;
  readonly rows: number;
  /** whether rows move money alone */
  readonly hasCash: boolean;
  /** null where the file tells none */
  readonly settings: StatedAccount | null;
}

/** What has to be known from outside before a file can be previewed. */
export interface Survey {
  readonly format: string;
  readonly confidence: number;
  readonly rows: number;
  readonly decimal: '.' | ',' | null;
  readonly dateOrder: 'YMD' | 'DMY' | 'MDY' | null;
  readonly questions: readonly FileQuestion[];
  readonly mapping: ColumnMapping | null;
  readonly columns: readonly string[];
  readonly accounts: readonly SurveyedAccount[];
  readonly instruments: readonly SurveyedInstrument[];
  readonly from: string | null;
  readonly to: string | null;
}

export interface AccountChoice {
  readonly account_id: string;
  readonly currency: string;
  readonly tracks_cash: boolean;
}

/** What the owner said of one row. */
export interface RowEdit {
  readonly row: number;
  /** `skip` leaves it out, `keep` takes it though it looks like one that is there */
  readonly action?: 'skip' | 'keep';
  /** fields of its transaction; null takes one away */
  readonly transaction?: Readonly<Record<string, unknown>>;
}

export interface SymbolChoice {
  readonly key: string;
  readonly symbol: string;
  /** null, or what to look at, such as another currency */
  readonly warning: string | null;
}

export interface PreviewOrder extends SurveyOrder {
  /** of all accounts of the portfolio, and of those that are to be opened */
  readonly accountCurrencies: readonly (readonly [accountId: string, currency: string])[];
  /** the name `''` stands for rows that name none; null where none is chosen */
  readonly accounts: readonly (readonly [name: string, choice: AccountChoice | null])[];
  readonly symbols: readonly SymbolChoice[];
  readonly edits: readonly RowEdit[];
  /** JSON lines of `KnownLine` */
  readonly ledger: string;
  /** of the portfolio */
  readonly baseCurrency: string;
  readonly lockedYear: number | null;
  readonly now: Date;
}

/** Some rows of a preview, in order. */
export interface RowChunk {
  readonly first: number;
  readonly length: number;
  readonly counts: RowCounts;
  /** gzipped JSON of `ImportRow[]` */
  readonly bytes: Uint8Array;
}

export interface Preview {
  readonly chunks: readonly RowChunk[];
  readonly counts: RowCounts;
}
