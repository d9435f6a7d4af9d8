import { equalValues } from '../bson-order';
import { CommandError } from '../command-error';
import { isDocument, isOperatorCondition, type BsonDocument } from '../document';
import { compileElement, compileFilter } from '../query/matcher';
import { equalityTest } from '../query/operators';
import { parseSort, sortBy } from '../query/sort';
import type { Slot } from './slot';

const PUSH_MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

/** `$push` of one value, or of `$each` with `$position`, `$sort` and `$slice`. */
export function push(slot: Slot, operand: unknown): void {
  const array = arrayAt(slot, '$push');
  if (!isDocument(operand) || !('$each' in operand)) {
    slot.set([...array, operand]);
    return;
  }
  const { $each, $position, $sort, $slice } = operand;
  for (const modifier of Object.keys(operand)) {
    if (!PUSH_MODIFIERS.has(modifier)) throw new CommandError(2, `Unrecognized clause in $push: ${modifier}`);
  }
  if (!Array.isArray($each)) throw new CommandError(2, 'The argument to $each in $push must be an array');
  let items = [...array];
  items.splice(wholeNumber($position, '$position') ?? items.length, 0, ...($each as unknown[]));
  if ($sort !== undefined) items = sortItems(items, $sort);
  const count = wholeNumber($slice, '$slice');
  if (count !== undefined) items = count < 0 ? items.slice(count) : items.slice(0, count);
  slot.set(items);
}

function wholeNumber(value: unknown, modifier: string): number | undefined {
  if (value === undefined || Number.isInteger(value)) return value as number | undefined;
  throw new CommandError(2, `The value for ${modifier} must be an integer value`);
}

function sortItems(items: readonly unknown[], sort: unknown): unknown[] {
  const wrapped: BsonDocument[] = items.map((item) => ({ item }));
  const fields = isDocument(sort)
    ? Object.fromEntries(Object.entries(sort).map(([field, way]) => [`item.${field}`, way]))
    : { item: sort };
  return sortBy(wrapped, parseSort(fields), (wrapper) => wrapper).map(({ item }) => item);
}

/** `$addToSet` of one value or of `$each`; equality is that of queries. */
export function addToSet(slot: Slot, operand: unknown): void {
  const array = arrayAt(slot, '$addToSet');
  const each = isDocument(operand) && '$each' in operand ? operand.$each : [operand];
  if (!Array.isArray(each)) throw new CommandError(14, 'The argument to $each in $addToSet must be an array');
  const items = [...array];
  for (const value of each) if (!items.some((item) => equalValues(item, value))) items.push(value);
  slot.set(items);
}

/** `$pull` of the elements equal to a value, or meeting a condition. */
export function pull(slot: Slot, operand: unknown): void {
  if (slot.get() === undefined) return;
  const array = arrayAt(slot, '$pull');
  slot.set(array.filter(negated(elementTest(operand))));
}

function elementTest(operand: unknown): (element: unknown) => boolean {
  if (isOperatorCondition(operand)) return compileElement(operand);
  if (!isDocument(operand)) return equalityTest(operand);
  const matches = compileFilter(operand);
  return (element) => isDocument(element) && matches(element);
}

/** `$pullAll` of the elements equal to any of a list. */
export function pullAll(slot: Slot, operand: unknown): void {
  if (!Array.isArray(operand)) throw new CommandError(2, '$pullAll requires an array argument');
  if (slot.get() === undefined) return;
  slot.set(
    arrayAt(slot, '$pullAll').filter((element) => !operand.some((value) => equalValues(value, element))),
  );
}

/** `$pop` of the last element (1) or the first (-1). */
export function pop(slot: Slot, operand: unknown): void {
  if (operand !== 1 && operand !== -1) throw new CommandError(9, '$pop expects 1 or -1');
  if (slot.get() === undefined) return;
  const array = arrayAt(slot, '$pop');
  slot.set(operand === 1 ? array.slice(0, -1) : array.slice(1));
}

function arrayAt(slot: Slot, operator: string): unknown[] {
  const value = slot.get() ?? (slot.get() === null ? null : []);
  if (Array.isArray(value)) return value as unknown[];
  const code = operator === '$addToSet' || operator.startsWith('$pull') ? 2 : operator === '$pop' ? 14 : 2;
  throw new CommandError(
    code,
    `The field '${slot.name}' must be an array for ${operator} in document {_id: ${String(slot.id)}}`,
  );
}

function negated(test: (element: unknown) => boolean): (element: unknown) => boolean {
  return (element) => !test(element);
}
