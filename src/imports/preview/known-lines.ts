import { fingerprint, FingerprintedLine } from './fingerprint';

/** A line of the ledger, or of the file above, that a row may repeat. */
export interface KnownLine extends FingerprintedLine {
  readonly external_id?: string;
}

/** What a row is, beside what is known, and where the line stands that says so. */
export interface Repetition {
  readonly status: 'new' | 'duplicate' | 'conflict';
  readonly of: 'ledger' | 'file';
}

/**
 * Finds out which rows are in the ledger already: by the broker's id within the account, else by fingerprint with
 * count. Of k equal rows of a file, m of which are known, k - m are new.
 */
export class KnownLines {
  private readonly byExternalId = new Map<string, { print: string; of: Repetition['of'] }>();
  private readonly counts = new Map<string, number>();
  private readonly countsWithoutId = new Map<string, number>();

  constructor(ledger: Iterable<KnownLine>) {
    for (const line of ledger) {
      const print = fingerprint(line);
      if (line.external_id !== undefined) this.byExternalId.set(idOf(line), { print, of: 'ledger' });
      else add(this.countsWithoutId, print, 1);
      add(this.counts, print, 1);
    }
  }

  /** Whether a row repeats a line. A line counts for one row only. */
  take(row: KnownLine): Repetition {
    const print = fingerprint(row);
    if (row.external_id === undefined) return this.takeOne(this.counts, print);
    const known = this.byExternalId.get(idOf(row));
    if (known) return { status: known.print === print ? 'duplicate' : 'conflict', of: known.of };
    this.byExternalId.set(idOf(row), { print, of: 'file' });
    return this.takeOne(this.countsWithoutId, print);
  }

  /** Only lines of the ledger are counted. */
  private takeOne(counts: Map<string, number>, print: string): Repetition {
    const left = counts.get(print) ?? 0;
    if (left === 0) return { status: 'new', of: 'ledger' };
    add(counts, print, -1);
    return { status: 'duplicate', of: 'ledger' };
  }
}

/** The lines of a ledger, of JSON lines. */
export function* linesIn(text: string): Generator<KnownLine> {
  for (const line of text.split('\n')) if (line !== '') yield JSON.parse(line) as KnownLine;
}

const idOf = ({ account_id, external_id }: KnownLine) => `${account_id} ${external_id}`;

function add(counts: Map<string, number>, print: string, by: number): void {
  counts.set(print, (counts.get(print) ?? 0) + by);
}
