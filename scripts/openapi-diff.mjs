// npm run openapi:diff -- <git ref or file>: names what in client/openapi.json would break a client made for the earlier
// document, and fails if anything does. Additions are fine: a client ignores what it does not know.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { breakingDifferences } from './openapi-breaking.mjs';

const DOCUMENT = 'client/openapi.json';
const [base = 'HEAD', current = DOCUMENT] = process.argv.slice(2);

const read = (source) =>
  existsSync(source)
    ? readFileSync(source, 'utf8')
    : execFileSync('git', ['show', `${source}:${DOCUMENT}`], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });

const differences = breakingDifferences(JSON.parse(read(base)), JSON.parse(read(current)));
for (const difference of differences) console.log(difference);
console.log(`${differences.length} breaking differences to ${base}`);
process.exit(differences.length > 0 ? 1 : 0);
