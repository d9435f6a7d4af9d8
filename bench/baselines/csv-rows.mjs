// node csv-rows.mjs FILE: csv-parse alone. Each line of input reads the file once; answers with the milliseconds of processor time.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';

const busyMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

console.log('ready');
for await (const _line of createInterface({ input: process.stdin })) {
  const start = busyMs();
  parse(await readFile(process.argv[2], 'utf8'), { columns: true });
  console.log(busyMs() - start);
}
