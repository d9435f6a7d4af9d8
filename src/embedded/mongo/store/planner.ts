import { bracketOf, compareValues, equalValues } from '../bson-order';
import type { BsonDocument } from '../document';
import type { SortField } from '../query/sort';
import { boundsOf, placeInRange, type FieldBounds } from './bounds';
import type { OrderedIndex } from './ordered-index';
import type { Probe } from './sorted-blocks';

/** How a query reads an index: one probe for every combination of the points it asks for. */
export interface IndexPlan {
  readonly index: OrderedIndex;
  readonly probes: readonly Probe<readonly unknown[]>[];
  readonly reverse: boolean;
  /** The records come in the order asked for. */
  readonly sorted: boolean;
}

/** Beyond this many points, reading everything once is no slower than so many look-ups. */
const MAX_PROBES = 5_000;

/** Chooses the index that narrows a query most, or gives its order; undefined means reading all records. */
export function planQuery(
  indexes: Iterable<OrderedIndex>,
  filter: BsonDocument,
  sort: readonly SortField[],
): IndexPlan | undefined {
  const bounds = boundsOf(filter);
  let best: { plan: IndexPlan; score: number } | undefined;
  for (const index of indexes) {
    if (!isComplete(index, filter, bounds)) continue;
    const candidate = planIndex(index, bounds, sort);
    if (candidate.score > (best?.score ?? 0)) best = candidate;
  }
  return best?.plan;
}

/** Whether every document the filter can match is sure to be in the index. */
function isComplete(
  { definition }: OrderedIndex,
  filter: BsonDocument,
  bounds: Map<string, FieldBounds>,
): boolean {
  if (definition.sparse) {
    const demandsField = definition.fields.some(({ field }) => {
      const { points, lower, upper } = bounds.get(field) ?? {};
      return points ? points.every((point) => point != null) : lower !== undefined || upper !== undefined;
    });
    if (!demandsField) return false;
  }
  return Object.entries(definition.partialFilter ?? {}).every(([field, condition]) => {
    const asked = Object.prototype.hasOwnProperty.call(filter, field) ? filter[field] : undefined;
    return asked !== undefined && equalValues(asked, condition);
  });
}

function planIndex(
  index: OrderedIndex,
  bounds: Map<string, FieldBounds>,
  sort: readonly SortField[],
): { plan: IndexPlan; score: number } {
  const { fields } = index.definition;
  let combinations: unknown[][] = [[]];
  let prefix = 0;
  for (; prefix < fields.length; prefix++) {
    const points = bounds.get(fields[prefix]!.field)?.points;
    if (!points || combinations.length * points.length > MAX_PROBES) break;
    combinations = combinations.flatMap((combination) => points.map((point) => [...combination, point]));
  }
  const range = rangeAfter(index, prefix, bounds);
  const order = combinations.length === 1 ? sortDirection(index, prefix, sort) : undefined;
  const score = prefix * 4 + (range ? 2 : 0) + (order !== undefined ? 1 : 0);
  const probes = combinations.map((combination) => probeFor(index, combination, range));
  return { plan: { index, probes, reverse: order === -1, sorted: order !== undefined }, score };
}

/** Two limits of an array field may be met by two elements, so a multikey index can only be cut at one side. */
function rangeAfter(
  index: OrderedIndex,
  prefix: number,
  bounds: Map<string, FieldBounds>,
): FieldBounds | undefined {
  const field = index.definition.fields[prefix]?.field;
  const range = field === undefined ? undefined : bounds.get(field);
  if (!range || range.points || (!range.lower && !range.upper)) return undefined;
  const { lower, upper } = range;
  if (lower && upper && (index.isMultikey || bracketOf(lower.value) !== bracketOf(upper.value)))
    return { lower };
  return range;
}

/** 1 or -1 if walking the index forward or backward gives the sort, undefined if neither does. */
function sortDirection(index: OrderedIndex, prefix: number, sort: readonly SortField[]): 1 | -1 | undefined {
  if (sort.length === 0 || index.isMultikey) return undefined;
  const fields = index.definition.fields.slice(prefix);
  const pinned = new Set(index.definition.fields.slice(0, prefix).map(({ field }) => field));
  // A field with one possible value orders nothing.
  const wanted = sort.filter(({ field }) => !pinned.has(field));
  if (wanted.length === 0) return 1;
  if (wanted.length > fields.length) return undefined;
  const turn = wanted[0]!.direction === fields[0]!.direction ? 1 : -1;
  const follows = wanted.every(
    ({ field, direction }, at) => fields[at]!.field === field && fields[at]!.direction * turn === direction,
  );
  return follows ? turn : undefined;
}

function probeFor(
  { definition: { fields } }: OrderedIndex,
  points: readonly unknown[],
  range?: FieldBounds,
): Probe<readonly unknown[]> {
  return (key) => {
    for (let at = 0; at < points.length; at++) {
      const order = compareValues(key[at], points[at] ?? null);
      if (order !== 0) return order * fields[at]!.direction;
    }
    return range ? placeInRange(key[points.length], range) * fields[points.length]!.direction : 0;
  };
}
