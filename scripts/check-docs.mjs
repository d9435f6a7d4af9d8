// npm run docs:check: links between documents lead somewhere, as do the paths of files that they name; each room of src
// has a README of at most a page.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PAGE_LINES = 80;
const LINK = /\]\(([^)#\s]+)(#[^)]*)?\)/g;

/** A file of the repository as texts name it; a pattern or a placeholder is none. */
const PATH = /`((?:src|test|docs|deploy|scripts|bench|client|examples)\/[\w./-]+\.[a-z]+)`/g;

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.md'], {
  encoding: 'utf8',
});
const documents = listed.split('\n').filter((file) => file && existsSync(file));
const faults = [];

for (const document of documents) {
  const text = readFileSync(document, 'utf8');
  for (const [, target] of text.matchAll(LINK)) {
    if (/^[a-z]+:/.test(target)) continue;
    if (!existsSync(join(dirname(document), target)))
      faults.push(`${document} links to ${target}, which is not there`);
  }
  for (const [, path] of text.matchAll(PATH))
    if (!existsSync(path) && !existsSync(join(dirname(document), path)))
      faults.push(`${document} names ${path}, which is not there`);
}

for (const { name } of readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const page = join('src', name, 'README.md');
  if (!existsSync(page)) faults.push(`${page} is missing`);
  else if (readFileSync(page, 'utf8').split('\n').length > PAGE_LINES)
    faults.push(`${page} is longer than a page`);
}

for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
