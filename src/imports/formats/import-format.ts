import type { DateOrder } from '../../common/text/read-date';
import type { DecimalMark } from '../../common/text/read-number';
import type { Source } from '../files/source';
import type { DraftRow } from './draft';

/** Which column of a table is which field of a line, and which words are which type. */
export interface ColumnMapping {
  readonly columns: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, string>>;
}

/** What the owner says of a file, where it does not show it itself. */
export interface ReadOptions {
  readonly decimal?: DecimalMark;
  readonly dateOrder?: DateOrder;
  readonly mapping?: ColumnMapping;
}

export type FileQuestion = 'decimal' | 'date_order' | 'mapping';

/** The rows of a file in its order, and how it was read. */
export interface ReadRows {
  readonly rows: readonly DraftRow[];
  readonly decimal: DecimalMark | null;
  readonly dateOrder: DateOrder | null;
  /** what the file leaves open and the owner has to say */
  readonly questions: readonly FileQuestion[];
  readonly mapping: ColumnMapping | null;
  /** names of the columns, where the owner may map them */
  readonly columns: readonly string[];
}

/** A kind of file. It is known by what is in it, never by its name. */
export abstract class ImportFormat {
  /** stable, such as `degiro-account` */
  abstract readonly name: string;
  abstract readonly title: string;

  /** How sure it is that the file is of this format, from 0 to 1. */
  abstract recognise(source: Source): number;

  abstract read(source: Source, options: ReadOptions): ReadRows;
}
