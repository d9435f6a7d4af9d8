import request from 'supertest';

interface Schema {
  $ref?: string;
  type?: string;
  example?: unknown;
  enum?: unknown[];
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
}

interface Operation {
  parameters?: { in: string; name: string; example?: unknown; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema; example?: object }> };
  security?: object[];
  'x-required-scope'?: string;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** A route as the OpenAPI document describes it. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** such as /api/v1/portfolio/{id} */
  path: string;
  isPublic: boolean;
  /** what a personal access token needs for it, `session` where none is enough */
  requiredScope?: string;
  pathParameters: string[];
  queryParameters: string[];
  contentType?: string;
  /** a body made of the document's examples; undefined when the route takes none */
  exampleBody?: object | string;
}

/** Every route of a running application; a new one comes along by itself. */
export async function documentedRoutes(url: string): Promise<Route[]> {
  const { body } = await request(url).get('/docs-json').expect(200);
  const { paths, components } = body as Document;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const { parameters = [], requestBody, security } = operation;
      const named = (place: string) => parameters.filter((each) => each.in === place).map(({ name }) => name);
      const bodies = Object.entries(requestBody?.content ?? {});
      // A form needs a boundary; where there is another way to send a file, that is walked.
      const [contentType, content] =
        bodies.find(([type]) => type !== 'multipart/form-data') ?? bodies[0] ?? [];
      return {
        method: method as Route['method'],
        path,
        isPublic: security?.length === 0,
        requiredScope: operation['x-required-scope'],
        pathParameters: named('path'),
        queryParameters: named('query'),
        contentType,
        exampleBody:
          content?.example ?? (content && (exampleOf(content.schema, components.schemas) as object | string)),
      };
    }),
  );
}

/** The path with its parameters filled in; an unknown parameter fails, so that a new one must be thought about. */
export function fillPath({ path }: Pick<Route, 'path'>, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${path}: what is a ${name}, and whose is it? Tell this test.`);
    return value;
  });
}

function exampleOf(schema: Schema, known: Record<string, Schema>): unknown {
  if (schema.$ref) return exampleOf(known[schema.$ref.split('/').at(-1) ?? ''] ?? {}, known);
  if (schema.example !== undefined) return schema.example;
  const chosen = schema.allOf?.[0] ?? schema.oneOf?.[0];
  if (chosen) return exampleOf(chosen, known);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return schema.items ? [exampleOf(schema.items, known)] : [];
  if (!schema.properties) return schema.type === 'string' ? 'text' : 1;
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [name, exampleOf(property, known)]),
  );
}
