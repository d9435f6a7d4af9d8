import { compareValues } from '../bson-order';
import { duplicateKey } from '../duplicate-key';
import type { BsonDocument } from '../document';
import { indexKeys } from './index-keys';
import type { IndexDefinition } from './index-definition';
import { SortedBlocks, type Probe } from './sorted-blocks';
import type { StoredRecord } from './stored-record';

/** A key of a record in an index; a record with an array has several. */
export interface IndexEntry {
  readonly key: readonly unknown[];
  readonly record: StoredRecord;
}

/** An index as a sorted sequence of entries, unique or not, complete, sparse or partial. */
export class OrderedIndex {
  /** Whether any document ever gave it several keys: bounds and sort orders mean less over arrays. */
  isMultikey = false;
  private readonly entries = new SortedBlocks<IndexEntry>((a, b) => this.compareEntries(a, b));

  constructor(
    readonly definition: IndexDefinition,
    private readonly namespace: string,
  ) {}

  /** The keys a document has in this index; none when a sparse or partial index leaves it out. */
  keysOf(document: BsonDocument): (readonly unknown[])[] {
    return this.definition.covers(document) ? indexKeys(document, this.definition) : [];
  }

  /** Throws E11000 if another record than the given one already has one of the keys. */
  checkUnique(keys: readonly (readonly unknown[])[], self?: StoredRecord): void {
    if (!this.definition.unique) return;
    for (const key of keys) {
      for (const entry of this.entries.ascending((other) => this.compareKeys(other.key, key))) {
        if (entry.record !== self) throw duplicateKey(this.namespace, this.definition, key);
      }
    }
  }

  /** Whether a record has just these keys already, so that nothing has to be moved. */
  hasKeys(record: StoredRecord, keys: readonly (readonly unknown[])[]): boolean {
    const own = this.keysOf(record.document);
    return own.length === keys.length && own.every((key, at) => this.compareKeys(key, keys[at]!) === 0);
  }

  add(record: StoredRecord, keys: readonly (readonly unknown[])[]): void {
    if (keys.length > 1) this.isMultikey = true;
    for (const key of keys) this.entries.add({ key, record });
  }

  remove(record: StoredRecord): void {
    for (const key of this.keysOf(record.document)) this.entries.delete({ key, record });
  }

  /** The records a probe of keys finds, in index order or against it; a multikey index may name a record twice. */
  *records(probe: Probe<readonly unknown[]>, reverse = false): Generator<StoredRecord> {
    const byKey: Probe<IndexEntry> = (entry) => probe(entry.key);
    const entries = reverse ? this.entries.descending(byKey) : this.entries.ascending(byKey);
    for (const entry of entries) yield entry.record;
  }

  private compareEntries(a: IndexEntry, b: IndexEntry): number {
    return this.compareKeys(a.key, b.key) || a.record.sequence - b.record.sequence;
  }

  private compareKeys(a: readonly unknown[], b: readonly unknown[]): number {
    for (let at = 0; at < a.length; at++) {
      const order = compareValues(a[at], b[at]);
      if (order !== 0) return order * this.definition.fields[at]!.direction;
    }
    return 0;
  }
}
