// node reports.mjs PERFORMANCE.json: pdfmake and ECharts alone. Each line of input is a number of PDFs to make one after another; answers with the milliseconds.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { renderPdf } = createRequire(import.meta.url)('../../dist/reports/rendering/pdf/render-pdf.js');

const performanceOf = JSON.parse(await readFile(process.argv[2], 'utf8'));
const content = {
  type: 'performance',
  format: 'pdf',
  title: 'Large',
  prepared_for: 'Bench',
  generated_at: new Date().toISOString(),
  performance: performanceOf,
};

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const start = performance.now();
  for (let i = 0; i < Number(line); i++) await renderPdf(content);
  console.log(performance.now() - start);
}
