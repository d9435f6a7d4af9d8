// npm run client:generate: makes the generated files of client/ and the stream's document from the server's own types.
// npm run client:check: fails when they are out of date, and when the client does not compile.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTypeScript, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { idempotentRoutesModule, problemCodesModule } from './client-tables.mjs';
import { mustRun } from './prepare.mjs';
import { asyncApiDocument, typeScriptOf } from './stream-documents.mjs';
import { readStreamEvents } from './stream-events.mjs';

const HEADER = '// Made by `npm run client:generate` from openapi.json. Do not edit.\n\n';
const events = readStreamEvents();
const openapi = new URL('../client/openapi.json', import.meta.url);

const document = JSON.parse(await readFile(openapi, 'utf8'));
// An answer that only a wish of the caller makes another one has the type of the usual one.
const usual = JSON.parse(JSON.stringify(document), (_, value) => value?.['x-usually'] ?? value);
const stream = JSON.stringify(asyncApiDocument(events, document.components.schemas));

const files = {
  'src/api-docs/asyncapi.json': stream,
  'client/asyncapi.json': stream,
  'client/src/stream-events.ts': typeScriptOf(events),
  'client/src/problem-codes.ts': HEADER + problemCodesModule(document),
  'client/src/idempotent-routes.ts': HEADER + idempotentRoutesModule(document),
  'client/src/schema.ts': HEADER + astToString(await openapiTypeScript(usual, { defaultNonNullable: false })),
};

const stale = [];
for (const [file, text] of Object.entries(files)) {
  const options = await prettier.resolveConfig(file);
  const wanted = await prettier.format(text, { ...options, filepath: file });
  if (wanted === (await readFile(file, 'utf8').catch(() => undefined))) continue;
  if (process.argv.includes('--check')) stale.push(file);
  else await writeFile(file, wanted);
}
if (stale.length > 0) {
  console.error(`${stale.join(', ')}: out of date; run \`npm run client:generate\``);
  process.exit(1);
}
mustRun('node', ['client/build.mjs']);
