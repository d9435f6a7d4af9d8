// Usage: npm audit --omit=dev --json | node deploy/audit.mjs. Fails on every advisory that no line of audit-exceptions.json
// explains, on lines that have expired, and when there was no answer. A line: { "id": "GHSA-…", "reason": "…", "until": "2027-01-31" }
import { readFileSync } from 'node:fs';
import { json } from 'node:stream/consumers';

const exceptions = JSON.parse(readFileSync(new URL('audit-exceptions.json', import.meta.url), 'utf8'));
const report = await json(process.stdin);
if (!report.vulnerabilities) {
  console.error(`no answer from the registry: ${report.message ?? JSON.stringify(report).slice(0, 200)}`);
  process.exit(1);
}

const today = new Date().toISOString().slice(0, 10);
const explained = new Map(exceptions.map((line) => [line.id, line]));
const advisories = new Map(
  Object.values(report.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((via) => typeof via === 'object')
    .map((via) => [via.url.split('/').at(-1), via]),
);
const open = [...advisories].filter(([id]) => !explained.has(id) || explained.get(id).until < today);
for (const [id, { name, severity, title, url }] of open) {
  console.error(`${severity}: ${name}: ${title} (${id}, ${url})`);
}
for (const { id } of exceptions) if (!advisories.has(id)) console.log(`no longer needed: the line of ${id}`);
console.log(`${advisories.size} advisories, ${open.length} unexplained`);
process.exit(open.length === 0 ? 0 : 1);
