/** A schema of OpenAPI 3.1, which is JSON Schema 2020-12 but for some keywords that say nothing of a value. */
interface Schema {
  [keyword: string]: unknown;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
}

const SUBSCHEMAS = ['items', 'not', 'additionalProperties'];
const SUBSCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf'];
const WITHOUT_MEANING_HERE = ['example', 'discriminator', 'xml', 'deprecated', 'externalDocs'];

/**
 * Turns an OpenAPI 3.1 schema into a stricter JSON Schema. Properties that the document does not name are refused:
 * an answer that shows more than it says is as wrong as one that shows less.
 */
export function toJsonSchema(schema: unknown, composed = false): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const source = schema as Schema;
  const target: Schema = { ...source };
  for (const keyword of WITHOUT_MEANING_HERE) delete target[keyword];
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
  return target;
}
