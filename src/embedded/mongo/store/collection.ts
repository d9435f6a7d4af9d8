import { ObjectId } from 'bson';
import { equalValues } from '../bson-order';
import { CommandError } from '../command-error';
import type { BsonDocument } from '../document';
import { compileFilter } from '../query/matcher';
import type { ExpressionVariables } from '../query/expression';
import { sortBy, type SortField } from '../query/sort';
import { ID_INDEX, parseIndexDefinition } from './index-definition';
import { OrderedIndex } from './ordered-index';
import { planQuery, type IndexPlan } from './planner';
import { encodeForStorage, StoredRecord } from './stored-record';

/** The documents after so many of a collection are kept as bytes. */
const MOST_DECODED = 50_000;

/** What to read, in which order, and how much of it. */
export interface RecordQuery {
  readonly filter: BsonDocument;
  readonly sort?: readonly SortField[];
  readonly skip?: number;
  /** 0 or absent means all. */
  readonly limit?: number;
  readonly variables?: ExpressionVariables;
}

/** What a read cost, for `explain`. */
export interface ReadStatistics {
  plan?: IndexPlan;
  examined: number;
}

/** The documents of one collection in natural order, and the indexes that are kept with them. */
export class Collection {
  readonly indexes = new Map<string, OrderedIndex>();
  private readonly records = new Set<StoredRecord>();
  private nextSequence = 1;

  /** @param most documents that are kept decoded */
  constructor(
    readonly namespace: string,
    private readonly most = MOST_DECODED,
  ) {
    this.createIndex(ID_INDEX);
  }

  get size(): number {
    return this.records.size;
  }

  get dataBytes(): number {
    let bytes = 0;
    for (const { encoded } of this.records) bytes += encoded.byteLength;
    return bytes;
  }

  /** Stores a document, giving it an `_id` if it has none; the `_id` always comes first. */
  insert(document: BsonDocument): StoredRecord {
    const complete = withIdFirst(document);
    const record = new StoredRecord(this.nextSequence++, complete, this.records.size >= this.most);
    const keys = this.keysFor(complete);
    for (const [index, indexKeys] of keys) index.add(record, indexKeys);
    this.records.add(record);
    return record;
  }

  /**
   * Puts a new version in a record's place. Every index is asked first, so a refusal leaves everything as it was.
   * False if the new version is the same as the old.
   */
  replace(record: StoredRecord, document: BsonDocument): boolean {
    if (equalValues(record.document, document)) return false;
    const encoded = encodeForStorage(document);
    const changed = this.keysFor(document, record).filter(([index, keys]) => !index.hasKeys(record, keys));
    for (const [index] of changed) index.remove(record);
    record.set(document, encoded);
    for (const [index, keys] of changed) index.add(record, keys);
    return true;
  }

  remove(record: StoredRecord): void {
    for (const index of this.indexes.values()) index.remove(record);
    this.records.delete(record);
  }

  /** The records a query selects, through the index that fits best. The result is a snapshot, safe to write after. */
  find(query: RecordQuery, statistics: ReadStatistics = { examined: 0 }): StoredRecord[] {
    const { filter, sort = [], skip = 0, limit = 0 } = query;
    const matches = compileFilter(filter, query.variables);
    const plan = planQuery(this.indexes.values(), filter, sort);
    statistics.plan = plan;
    const inOrder = sort.length === 0 || plan?.sorted === true;
    const enough = inOrder && limit > 0 ? skip + limit : Infinity;
    const found: StoredRecord[] = [];
    for (const record of plan ? recordsOf(plan) : this.records) {
      if (found.length >= enough) break;
      statistics.examined += 1;
      if (matches(record.document)) found.push(record);
    }
    const ordered = inOrder ? found : sortBy(found, sort, ({ document }) => document);
    return skip === 0 && limit === 0 ? ordered : ordered.slice(skip, limit === 0 ? undefined : skip + limit);
  }

  /** Builds an index over the documents that are there; false if the very same index exists already. */
  createIndex(requested: BsonDocument): boolean {
    const definition = parseIndexDefinition(requested);
    const sameName = this.indexes.get(definition.name);
    const wanted = JSON.stringify(definition.specification);
    if (sameName) {
      if (JSON.stringify(sameName.definition.specification) === wanted) return false;
      throw new CommandError(
        86,
        `An existing index has the same name as the requested index. Requested index: ${wanted}`,
      );
    }
    const key = JSON.stringify(definition.specification.key);
    for (const other of this.indexes.values()) {
      if (JSON.stringify(other.definition.specification.key) !== key) continue;
      if (key === '{"_id":1}') return false;
      if (JSON.stringify(other.definition.partialFilter) !== JSON.stringify(definition.partialFilter))
        continue;
      throw new CommandError(85, `Index already exists with a different name: ${other.definition.name}`);
    }
    const index = new OrderedIndex(definition, this.namespace);
    for (const record of this.records) {
      const keys = index.keysOf(record.document);
      index.checkUnique(keys);
      index.add(record, keys);
    }
    this.indexes.set(definition.name, index);
    return true;
  }

  private keysFor(
    document: BsonDocument,
    self?: StoredRecord,
  ): (readonly [OrderedIndex, (readonly unknown[])[]])[] {
    return [...this.indexes.values()].map((index) => {
      const keys = index.keysOf(document);
      index.checkUnique(keys, self);
      return [index, keys] as const;
    });
  }
}

function* recordsOf({ index, probes, reverse }: IndexPlan): Generator<StoredRecord> {
  if (!index.isMultikey) {
    for (const probe of probes) yield* index.records(probe, reverse);
    return;
  }
  const seen = new Set<StoredRecord>();
  for (const probe of probes) {
    for (const record of index.records(probe, reverse)) {
      if (seen.has(record)) continue;
      seen.add(record);
      yield record;
    }
  }
}

function withIdFirst(document: BsonDocument): BsonDocument {
  if (Object.keys(document)[0] === '_id') return checkId(document);
  const { _id = new ObjectId(), ...rest } = document;
  return checkId({ _id, ...rest });
}

function checkId(document: BsonDocument): BsonDocument {
  if (Array.isArray(document._id)) throw new CommandError(53, "The '_id' value cannot be of type array");
  return document;
}
