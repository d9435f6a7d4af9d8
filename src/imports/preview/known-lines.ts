import { fingerprint, FingerprintedLine } from './fingerprint';

/** A line of the ledger, or of the file above, that a row may repeat. */
export interface KnownLine extends FingerprintedLine {
  readonly external_id?: string;
}

export type Repetition = 'new' | 'duplicate' | 'conflict';

/**
 * Finds out which rows are in the ledger already: by the broker's id within the account, else by fingerprint with
 * count. Of k equal rows of a file, m of which are known, k - m are new.
 */
export class KnownLines {
  private readonly byExternalId = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly countsWithoutId = new Map<string, number>();

  constructor(ledger: Iterable<KnownLine>) {
    for (const line of ledger) {
      const print = fingerprint(line);
      if (line.external_id !== undefined) this.byExternalId.set(idOf(line), print);
      else add(this.countsWithoutId, print, 1);
      add(this.counts, print, 1);
    }
  }

  /** Whether a row repeats a line. A line counts for one row only. */
  take(row: KnownLine): Repetition {
    const print = fingerprint(row);
    if (row.external_id === undefined) return this.takeOne(this.counts, print) ? 'duplicate' : 'new';
    const known = this.byExternalId.get(idOf(row));
    if (known !== undefined) return known === print ? 'duplicate' : 'conflict';
    this.byExternalId.set(idOf(row), print);
    return this.takeOne(this.countsWithoutId, print) ? 'duplicate' : 'new';
  }

  private takeOne(counts: Map<string, number>, print: string): boolean {
    const left = counts.get(print) ?? 0;
    if (left === 0) return false;
    add(counts, print, -1);
    return true;
  }
}

const idOf = ({ account_id, external_id }: KnownLine) => `${account_id} ${external_id}`;

function add(counts: Map<string, number>, print: string, by: number): void {
  counts.set(print, (counts.get(print) ?? 0) + by);
}
