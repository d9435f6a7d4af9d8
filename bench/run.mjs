// npm run bench [-- name …]: measures and, when all ran, writes bench/RESULTS.md.
import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { pinToLoadCore } from './processes.mjs';
import { openStores } from './stores.mjs';

const folder = new URL('./cases/', import.meta.url);
const all = (await readdir(folder)).map((file) => file.replace('.mjs', ''));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`no bench ${unknown.join(', ')}; there are ${all.join(', ')}`);

pinToLoadCore(process.pid);
const sections = [];
let storeNames = '';
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n${name}`);
  const [bench] = Object.values(await import(new URL(`${name}.mjs`, folder)));
  // Embedded stores keep in this process's memory what a bench leaves behind.
  const stores = await openStores();
  try {
    const lines = await bench(stores);
    console.table(lines);
    sections.push({ name, lines });
    storeNames = stores.names;
  } finally {
    await stores.close();
  }
}
if (wanted.length === 0) await writeFile(new URL('./RESULTS.md', import.meta.url), await page());
process.exit(0);

async function page() {
  const remarks = await readFile(new URL('./REMARKS.md', import.meta.url), 'utf8');
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const head = '| What | Ours | Baseline | Ratio (middle half) | Target | |\n|---|---|---|---|---|---|';
  const row = ({ what, ours, baseline, ratio, target, reached }) =>
    `| ${what} | ${ours} | ${baseline} | ${ratio} | ${target} | ${reached ? 'reached' : 'not reached'} |`;
  return `# Results

Written by \`npm run bench\`; each ratio is the median of interleaved rounds in one run.
${new Date().toISOString().slice(0, 10)} · commit ${commit} · Node ${process.version} · ${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB · ${storeNames}

${sections.map(({ name, lines }) => `## ${name}\n\n${head}\n${lines.map(row).join('\n')}`).join('\n\n')}

${remarks}`;
}
