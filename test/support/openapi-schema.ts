/** The part of OpenAPI 3.0's schema dialect that differs from JSON Schema, or that we are stricter about. */
interface Schema {
  [keyword: string]: unknown;
  nullable?: boolean;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
}

const SUBSCHEMAS = ['items', 'not', 'additionalProperties'];
const SUBSCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf'];
const WITHOUT_MEANING_HERE = ['nullable', 'example', 'discriminator', 'xml', 'deprecated', 'externalDocs'];

/**
 * Turns an OpenAPI 3.0 schema into JSON Schema 2020-12. Properties that the document does not name are refused:
 * an answer that shows more than it says is as wrong as one that shows less.
 */
export function toJsonSchema(schema: unknown, composed = false): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const source = schema as Schema;
  const target: Schema = { ...source };
  for (const keyword of WITHOUT_MEANING_HERE) delete target[keyword];
  makeExclusive(target, 'minimum', 'exclusiveMinimum');
  makeExclusive(target, 'maximum', 'exclusiveMaximum');
  if (source.properties) {
    target.properties = Object.fromEntries(
      Object.entries(source.properties).map(([name, property]) => [name, toJsonSchema(property) as Schema]),
    );
    if (source.additionalProperties === undefined && !composed) target.unevaluatedProperties = false;
  }
  for (const keyword of SUBSCHEMAS) if (keyword in target) target[keyword] = toJsonSchema(target[keyword]);
  for (const keyword of SUBSCHEMA_LISTS) {
    const parts = target[keyword];
    if (Array.isArray(parts)) {
      target[keyword] = parts.map((part) => toJsonSchema(part, keyword === 'allOf' && parts.length > 1));
    }
  }
  if (!source.nullable) return target;
  return { anyOf: [target, { type: 'null' }] };
}

/** In OpenAPI 3.0 a flag beside the limit, in JSON Schema a limit of its own. */
function makeExclusive(schema: Schema, limit: string, exclusive: string): void {
  const isExclusive = schema[exclusive] === true;
  if (typeof schema[exclusive] === 'boolean') delete schema[exclusive];
  if (!isExclusive) return;
  schema[exclusive] = schema[limit];
  delete schema[limit];
}
