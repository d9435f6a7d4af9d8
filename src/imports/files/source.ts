/** One line of a table, as text. */
export interface SourceRow {
  /** in the file, from 1, as an editor counts */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly SourceRow[];
}

/** An element of XML; text of it and of its attributes is as it stands in the file. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** What a file holds, before anybody knows what it means. */
export type Source =
  | { readonly kind: 'tables'; readonly sheets: readonly Sheet[] }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'xml'; readonly root: XmlElement }
  | { readonly kind: 'ofx'; readonly root: XmlElement }
  | { readonly kind: 'qif'; readonly records: readonly QifRecord[] };

/** A record of QIF: its fields by their letter. */
export interface QifRecord {
  readonly line: number;
  /** such as `Invst`, from the `!Type:` line above it */
  readonly section: string;
  readonly fields: Readonly<Record<string, string>>;
}

export const MOST_FILE_BYTES = 10 * 1024 * 1024;
export const MOST_ROWS = 50_000;
export const MOST_CELLS = 200;

/** A file that cannot be read at all. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError';
}
