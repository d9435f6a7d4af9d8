// Usage: node deploy/release-notes.mjs v1.2.3. Writes the version's part of the CHANGELOG; ends with an error when there is
// none, or when the packages name another version.
import { readFileSync } from 'node:fs';

const [tag = ''] = process.argv.slice(2);
const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1];
const root = new URL('../', import.meta.url);
const read = (file) => readFileSync(new URL(file, root), 'utf8');

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (!version) fail('usage: node deploy/release-notes.mjs v1.2.3');
for (const file of ['package.json', 'client/package.json']) {
  const named = JSON.parse(read(file)).version;
  if (named !== version) fail(`${file} has version ${named}, the tag ${version}`);
}
const parts = read('CHANGELOG.md').split(/^## /m);
const part = parts.find((text) => text.split(/[\s(]/)[0].replace(/[[\]]/g, '') === version);
if (!part) fail(`CHANGELOG.md has no part "## ${version}"`);
console.log(part.slice(part.indexOf('\n')).trim());
