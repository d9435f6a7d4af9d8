import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OpenAPIObject } from '@nestjs/swagger';
import { invalidCursor } from '../../src/common/paging/cursor';
import { startApp, TestApp } from '../support/application/app';

const SNAPSHOT = join(__dirname, '../../client/openapi.json');

describe('the OpenAPI document in git', () => {
  let running: TestApp;

  beforeAll(async () => {
    running = await startApp();
  });

  afterAll(() => running.close());

  it('is what the application serves; after a wanted change run `npm run openapi`', async () => {
    const served: unknown = await (await fetch(`${running.url}/docs-json`)).json();
    expect(served).toEqual(JSON.parse(await readFile(SNAPSHOT, 'utf8')));
  });

  it('shows an example of every response', async () => {
    const { paths } = JSON.parse(await readFile(SNAPSHOT, 'utf8')) as OpenAPIObject;
    const without = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).flatMap(([method, { responses }]) =>
        Object.entries(responses ?? {}).flatMap(([status, { content = {} } = {}]) =>
          Object.entries(content)
            .filter(([, { example, examples }]) => example === undefined && examples === undefined)
            .map(([type]) => `${method} ${path} ${status} ${type}`),
        ),
      ),
    );
    expect(without).toEqual([]);
  });

  it('has a type for every parameter', async () => {
    const { paths } = JSON.parse(await readFile(SNAPSHOT, 'utf8')) as OpenAPIObject;
    const without = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).flatMap(([method, { parameters = [] }]) =>
        parameters
          .filter(({ schema = {} }) => !['type', '$ref', 'anyOf'].some((keyword) => keyword in schema))
          .map(({ name }) => `${method} ${path} ${name}`),
      ),
    );
    expect(without).toEqual([]);
  });

  it('tells of 304 for reads alone', async () => {
    const { paths } = JSON.parse(await readFile(SNAPSHOT, 'utf8')) as OpenAPIObject;
    const writes = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>)
        .filter(([method, { responses }]) => method !== 'get' && responses?.['304'])
        .map(([method]) => `${method} ${path}`),
    );
    expect(writes).toEqual([]);
  });

  it('says of every list that comes in pages that it refuses cursors of others', async () => {
    const { paths } = JSON.parse(await readFile(SNAPSHOT, 'utf8')) as OpenAPIObject;
    const without = Object.entries(paths as Record<string, { get?: Operation }>).filter(
      ([, { get }]) =>
        get?.parameters?.some(({ name }) => name === 'cursor') &&
        !get.responses?.['400']?.description?.includes(invalidCursor().code),
    );
    expect(without.map(([path]) => path)).toEqual([]);
  });

  it('has an order to choose for every list that comes in pages, but for rows of a file', async () => {
    const { paths } = JSON.parse(await readFile(SNAPSHOT, 'utf8')) as OpenAPIObject;
    const inOneOrder = Object.entries(paths as Record<string, { get?: Operation }>).flatMap(
      ([path, { get }]) => {
        const names = get?.parameters?.map(({ name }) => name) ?? [];
        return names.includes('cursor') && !names.includes('sort') ? [path] : [];
      },
    );
    expect(inOneOrder).toEqual(['/api/v1/portfolio/{id}/imports/{import_id}/rows']);
  });
});

interface Operation {
  parameters?: { name: string; schema?: object }[];
  responses?: Record<string, Answer | undefined>;
}

interface Answer {
  description?: string;
  content?: Record<string, { example?: unknown; examples?: unknown }>;
}
