import { CommandError } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import { compileElement, compileFilter } from '../query/matcher';
import { isArrayIndex } from '../query/path';
import type { Predicate } from '../query/operators';

/** What the positional parts of an update path (`$`, `$[]`, `$[lot]`) stand for. */
export interface ArrayPositions {
  /** The filter that selected the document: `$` is the first element it matched. */
  readonly filter: BsonDocument;
  /** The tests of `arrayFilters`, by identifier. */
  readonly filters: ReadonlyMap<string, Predicate>;
}

/** Reads `arrayFilters: [{ 'lot.quantity': { $gt: 0 } }]` into one test for each identifier. */
export function parseArrayFilters(arrayFilters: unknown): Map<string, Predicate> {
  const filters = new Map<string, Predicate>();
  if (arrayFilters == null) return filters;
  if (!Array.isArray(arrayFilters)) throw new CommandError(14, 'arrayFilters must be an array');
  for (const filter of arrayFilters) {
    if (!isDocument(filter)) throw new CommandError(14, 'arrayFilters must hold objects');
    const identifier = identifierOf(filter);
    if (filters.has(identifier))
      throw new CommandError(
        9,
        `Found multiple array filters with the same top-level field name ${identifier}`,
      );
    const matches = compileFilter(filter);
    filters.set(identifier, (element) => matches({ [identifier]: element }));
  }
  return filters;
}

function identifierOf(filter: BsonDocument): string {
  for (const [field, condition] of Object.entries(filter)) {
    if (!field.startsWith('$')) return field.split('.')[0]!;
    const branch: unknown = Array.isArray(condition) ? condition[0] : undefined;
    if (isDocument(branch)) return identifierOf(branch);
  }
  throw new CommandError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
}

/** The concrete paths an update path means in a document: `lots.$[].price` becomes `lots.0.price`, `lots.1.price`, … */
export function expandPath(document: BsonDocument, path: string, positions: ArrayPositions): string[][] {
  const parts = path.split('.');
  if (parts.some((part) => part === ''))
    throw new CommandError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  let expanded: string[][] = [[]];
  for (const [at, part] of parts.entries()) {
    if (!part.startsWith('$')) {
      for (const concrete of expanded) concrete.push(part);
      continue;
    }
    const above = parts.slice(0, at).join('.');
    expanded = expanded.flatMap((concrete) =>
      elementIndexes(document, concrete, part, above, positions).map((index) => [...concrete, String(index)]),
    );
  }
  return expanded;
}

function elementIndexes(
  document: BsonDocument,
  concrete: readonly string[],
  part: string,
  above: string,
  positions: ArrayPositions,
): number[] {
  const array = valueAtPath(document, concrete);
  if (part === '$') return [matchedIndex(document, above, positions.filter)];
  const identifier = /^\$\[(\w*)\]$/.exec(part)?.[1];
  if (identifier === undefined)
    throw new CommandError(52, `The dollar ($) prefixed field '${part}' is not valid for storage.`);
  if (!Array.isArray(array)) {
    throw new CommandError(
      2,
      `The path '${above}' must exist in the document in order to apply array updates.`,
    );
  }
  if (identifier === '') return [...array.keys()];
  const test = positions.filters.get(identifier);
  if (!test)
    throw new CommandError(
      2,
      `No array filter found for identifier '${identifier}' in path '${above}.${part}'`,
    );
  return array.flatMap((element, index) => (test(element) ? [index] : []));
}

/** The first element of an array for which the filter's conditions on that array hold. */
function matchedIndex(document: BsonDocument, arrayPath: string, filter: BsonDocument): number {
  const array = valueAtPath(document, arrayPath.split('.'));
  const conditions = conditionsOn(filter, arrayPath);
  const last = conditions[conditions.length - 1];
  if (!Array.isArray(array) || !last) {
    throw new CommandError(2, 'The positional operator did not find the match needed from the query.');
  }
  const [field, condition] = last;
  const test: Predicate =
    isDocument(condition) && '$elemMatch' in condition
      ? compileElement(condition.$elemMatch)
      : (element) =>
          compileFilter({ [`array${field.slice(arrayPath.length)}`]: condition })({ array: [element] });
  const index = array.findIndex(test);
  if (index < 0)
    throw new CommandError(2, 'The positional operator did not find the match needed from the query.');
  return index;
}

function conditionsOn(filter: BsonDocument, arrayPath: string): [string, unknown][] {
  return Object.entries(filter).flatMap(([field, condition]): [string, unknown][] => {
    if (field === '$and' && Array.isArray(condition)) {
      return condition.flatMap((branch) => (isDocument(branch) ? conditionsOn(branch, arrayPath) : []));
    }
    return field === arrayPath || field.startsWith(`${arrayPath}.`) ? [[field, condition]] : [];
  });
}

/** The value at a concrete path, undefined where there is none. */
export function valueAtPath(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return isArrayIndex(part) ? (value as unknown[])[Number(part)] : undefined;
    return isDocument(value) && Object.prototype.hasOwnProperty.call(value, part) ? value[part] : undefined;
  }, document);
}
