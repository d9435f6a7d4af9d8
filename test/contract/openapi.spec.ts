import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startApp, TestApp } from '../support/app';

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
});
