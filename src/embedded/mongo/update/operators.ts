import { Long, Timestamp } from 'bson';
import { Bracket, bracketOf, compareValues } from '../bson-order';
import { CommandError, notSupported } from '../command-error';
import { isDocument } from '../document';
import { addToSet, pop, pull, pullAll, push } from './array-operators';
import type { Slot } from './slot';

/** Applies one operand of an update operator to one place in the document. */
export type UpdateOperator = (slot: Slot, operand: unknown, now: Date) => void;

/** Update operators that touch one place, by name. `$rename` and `$setOnInsert` are the caller's. */
export const UPDATE_OPERATORS: Readonly<Record<string, UpdateOperator>> = {
  $set: (slot, operand) => slot.set(operand),
  $unset: (slot) => slot.unset(),
  $inc: (slot, operand) => slot.set(arithmetic('$inc', slot, operand, 0, (a, b) => a + b)),
  $mul: (slot, operand) => slot.set(arithmetic('$mul', slot, operand, 0, (a, b) => a * b)),
  $min: (slot, operand) => setIf(slot, operand, (order) => order < 0),
  $max: (slot, operand) => setIf(slot, operand, (order) => order > 0),
  $currentDate: (slot, operand, now) => slot.set(currentDate(operand, now)),
  $push: push,
  $pull: pull,
  $pullAll: pullAll,
  $addToSet: addToSet,
  $pop: pop,
};

function arithmetic(
  operator: string,
  slot: Slot,
  operand: unknown,
  start: number,
  combine: (a: number, b: number) => number,
): number {
  const current = slot.get() === undefined ? start : slot.get();
  if (bracketOf(operand) !== Bracket.Number) {
    throw new CommandError(
      14,
      `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${slot.name}: ${JSON.stringify(operand)}}`,
    );
  }
  if (bracketOf(current) !== Bracket.Number) {
    throw new CommandError(
      14,
      `Cannot apply ${operator} to a value of non-numeric type. {_id: ${String(slot.id)}} has the field '${slot.name}' of non-numeric type`,
    );
  }
  if (typeof current !== 'number' || typeof operand !== 'number')
    throw notSupported(`${operator} of a decimal or a long past 2^53`);
  return combine(current, operand);
}

function setIf(slot: Slot, operand: unknown, accepts: (order: number) => boolean): void {
  const current = slot.get();
  if (current === undefined || accepts(compareValues(operand, current))) slot.set(operand);
}

function currentDate(operand: unknown, now: Date): unknown {
  const type = isDocument(operand) ? operand.$type : operand;
  if (type === 'timestamp') return new Timestamp(new Long(1, Math.floor(now.getTime() / 1000)));
  if (type === true || type === false || type === 'date') return now;
  throw new CommandError(2, "The '$type' string field is required to be 'date' or 'timestamp'");
}
