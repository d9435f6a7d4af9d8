import { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  type?: string | string[];
  nullable?: boolean;
  enum?: unknown[];
  allOf?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number | boolean;
  exclusiveMaximum?: number | boolean;
}

/**
 * Turns what the decorators write, the schemas of OpenAPI 3.0, into those of 3.1, which are JSON Schema 2020-12: null is a
 * type, an exclusive limit a number. Examples are left as they stand.
 */
export function writeJsonSchemas({ paths, components }: OpenAPIObject): void {
  rewriteParts(paths);
  rewriteParts(components?.schemas);
}

function rewriteParts(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part)) rewrite(part);
  for (const [name, inner] of Object.entries(part)) {
    if (name !== 'example' && name !== 'examples' && name !== 'enum') rewriteParts(inner);
  }
}

function rewrite(schema: Schema): void {
  makeExclusive(schema, 'minimum', 'exclusiveMinimum');
  makeExclusive(schema, 'maximum', 'exclusiveMaximum');
  if (schema.nullable !== true) return;
  delete schema.nullable;
  if (schema.allOf) {
    Object.assign(schema, { anyOf: [...schema.allOf, { type: 'null' }] });
    delete schema.allOf;
    delete schema.type;
    return;
  }
  if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  if (schema.enum && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
}

function makeExclusive(
  schema: Schema,
  limit: 'minimum' | 'maximum',
  exclusive: 'exclusiveMinimum' | 'exclusiveMaximum',
): void {
  if (schema[exclusive] !== true) return;
  schema[exclusive] = schema[limit];
  delete schema[limit];
}
