import { CommandError } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import { exactnessGuard } from '../query/expression';
import { prepareStages } from '../query/mingo';
import type { Stage } from './stage';

const COLLECTORS = ['$push', '$addToSet'] as const;

/** `$group`, evaluated by mingo; it would push null for a missing value where the server pushes nothing. */
export const group: Stage = (documents, operand, { variables }) => {
  if (!isDocument(operand)) throw new CommandError(15947, "a group's fields must be specified in an object");
  const collected = new Set<string>();
  const fields = Object.entries(operand).map(([field, accumulator]): [string, unknown] => {
    const collector = isDocument(accumulator) && COLLECTORS.find((name) => name in accumulator);
    if (!collector || field === '_id') return [field, accumulator];
    collected.add(field);
    // Wrapped, a missing value can be told from null when the group is complete.
    return [field, { [collector]: { value: accumulator[collector] } }];
  });
  documents.forEach(exactnessGuard(operand));
  const groups = prepareStages([{ $group: Object.fromEntries(fields) }], { ...variables }).run<BsonDocument>(
    documents,
  );
  return groups.map((one) =>
    Object.fromEntries(
      Object.entries(one).map(([field, value]) => [field, collected.has(field) ? unwrap(value) : value]),
    ),
  );
};

function unwrap(wrapped: unknown): unknown[] {
  return (wrapped as { value?: unknown }[]).flatMap(({ value }) => (value === undefined ? [] : [value]));
}
