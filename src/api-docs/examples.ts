import { STATUS_CODES } from 'node:http';
import { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  nullable?: boolean;
  readOnly?: boolean;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  minimum?: number;
}

interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: unknown;
}

/** Gives every response that has none an example, made of the examples of its schema's parts. */
export function addResponseExamples(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete]) {
      for (const [status, response] of Object.entries(operation?.responses ?? {})) {
        if (!response || '$ref' in response) continue;
        for (const [type, media] of Object.entries(response.content ?? {}) as Array<[string, Media]>) {
          if (media.example !== undefined || media.examples !== undefined) continue;
          media.example = type.endsWith('problem+json')
            ? problemExample(path, status, response.description)
            : exampleOf(media.schema, schemas);
        }
      }
    }
  }
}

/** Gives every JSON body that a request may have an example, as `addResponseExamples` does; a server takes each. */
export function addRequestExamples(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.post, item.put, item.patch, item.delete]) {
      const body = operation?.requestBody;
      if (!body || '$ref' in body) continue;
      const media = body.content['application/json'] as Media | undefined;
      const example = media && exampleOf(media.schema, schemas);
      // What is no object is a file.
      if (media && typeof example === 'object') media.example ??= example;
    }
  }
}

function problemExample(path: string, status: string, description: string): object {
  const code = /[a-z_]+\.[a-z_]+/.exec(description)?.[0] ?? 'http.internal';
  return {
    type: `urn:tickfolio:problem:${code}`,
    title: STATUS_CODES[status],
    status: Number(status),
    detail: `${code.split('.')[1]?.replaceAll('_', ' ')}.`.replace(/^./, (letter) => letter.toUpperCase()),
    instance: path.replace(/\{[^}]+\}/g, '665f1f77bcf86cd799439011'),
    code,
    request_id: '6f1c9a52-5d1b-4a37-9f4e-0f6f5a7c1a11',
    ...(code === 'validation.failed' && {
      errors: [{ field: 'name', message: 'name must be a string' }],
    }),
  };
}

/** A value of the schema; undefined where a part of it has no example and none can be told from its type. */
function exampleOf(
  schema: Schema | undefined,
  schemas: Record<string, Schema>,
  inside: string[] = [],
): unknown {
  if (!schema) return undefined;
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return inside.includes(name) ? null : exampleOf(schemas[name], schemas, [...inside, name]);
  }
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const given = (part: Schema | undefined) => exampleOf(part, schemas, inside);
  if (schema.allOf) {
    const parts = schema.allOf.map(given);
    const own = schema.properties && given({ properties: schema.properties });
    const isObject = (part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part);
    return parts.every(isObject) ? (Object.assign({}, ...parts, own) as object) : parts[0];
  }
  const alternative = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (alternative) return given(alternative);
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([, part]) => !part.readOnly)
        .map(([name, part]) => [name, given(part)] as const)
        .filter(([, value]) => value !== undefined),
    );
  if (schema.type === 'array') {
    const item = given(schema.items);
    return item === undefined ? [] : [item];
  }
  if (schema.nullable) return null;
  return plainExample(schema);
}

function plainExample({ type, format, minimum, additionalProperties }: Schema): unknown {
  if (format === 'binary') return '(the bytes of the file)';
  if (format === 'date-time') return '2026-01-30T20:00:00.000Z';
  if (format === 'date') return '2026-01-30';
  if (type === 'string') return 'text';
  if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') return minimum ?? 1;
  return type === 'object' || additionalProperties ? {} : null;
}
