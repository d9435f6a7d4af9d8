import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const SNAPSHOT = readFileSync(join(ROOT, 'client/openapi.json'), 'utf8');

interface Schema {
  type?: string;
  enum?: unknown[];
  required?: string[];
  properties: Record<string, Schema>;
}

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, unknown>; security?: unknown[] }>>;
  components: { schemas: Record<string, Schema> };
}

describe('the difference to an earlier OpenAPI document', () => {
  const directory = mkdtempSync(join(tmpdir(), 'openapi-'));

  afterAll(() => rmSync(directory, { recursive: true }));

  function difference(change: (document: Document) => void): { status: number | null; output: string } {
    const [before, after] = [join(directory, 'before.json'), join(directory, 'after.json')];
    const document = JSON.parse(SNAPSHOT) as Document;
    change(document);
    writeFileSync(before, SNAPSHOT);
    writeFileSync(after, JSON.stringify(document));
    const { status, stdout } = spawnSync('node', ['scripts/openapi-diff.mjs', before, after], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    return { status, output: stdout };
  }

  const schema = (document: Document, name: string): Schema => {
    const found = document.components.schemas[name];
    if (!found) throw new Error(`there is no schema ${name}`);
    return found;
  };

  it.each<[string, (document: Document) => void, string]>([
    ['a removed route', ({ paths }) => delete paths['/api/v1/users/me'], 'GET /api/v1/users/me: removed'],
    [
      'a removed field of an answer',
      (document) => delete schema(document, 'Quote').properties.close,
      'GET /api/v1/market/real-time/{symbol}: 200.close removed',
    ],
    [
      'a field of another type',
      (document) => (schema(document, 'Quote').properties.close = { type: 'string', properties: {} }),
      'GET /api/v1/market/real-time/{symbol}: 200.close was number, is string',
    ],
    [
      'a new field that requests need',
      (document) => schema(document, 'Login').required?.push('captcha'),
      'POST /api/v1/auth/login: body.captcha is now required',
    ],
    [
      'a route that demands a token',
      ({ paths }) => delete paths['/api/v1/auth/login']?.post?.security,
      'POST /api/v1/auth/login: now demands a token',
    ],
  ])('names %s', (_, change, line) => {
    const { status, output } = difference(change);
    expect(output.split('\n')).toContain(line);
    expect(status).toBe(1);
  });

  it('lets additions pass', () => {
    const { status, output } = difference((document) => {
      schema(document, 'Quote').properties.mood = { type: 'string', properties: {} };
    });
    expect(output).toMatch(/^0 breaking differences/);
    expect(status).toBe(0);
  });
});
