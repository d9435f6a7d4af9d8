import { gzipSync } from 'node:zlib';
import type { DraftRow } from '../formats/draft';
import { ImportRow, noCounts, RowCounts } from '../import-row';
import { Preview, PreviewOrder, RowChunk } from './preview-order';
import { readForPreview } from './read-file';
import { RowJudge } from './row-judge';

const ROWS_A_CHUNK = 500;

/**
 * Reads a file and says of each row what would become of it.
 * @param report hears how many rows are done
 * @throws UnreadableFileError
 */
export async function previewFile(order: PreviewOrder, report: (rows: number) => void): Promise<Preview> {
  const { rows } = await readForPreview(order);
  const judge = new RowJudge(order);
  const chunks: RowChunk[] = [];
  const counts = noCounts();
  for (let first = 0; first < rows.length; first += ROWS_A_CHUNK) {
    const chunk = chunkOf(rows.slice(first, first + ROWS_A_CHUNK), first, judge);
    for (const [status, count] of Object.entries(chunk.counts)) counts[status as keyof RowCounts] += count;
    chunks.push(chunk);
    report(first + chunk.length);
  }
  return { chunks, counts };
}

function chunkOf(rows: readonly DraftRow[], first: number, judge: RowJudge): RowChunk {
  const judged: ImportRow[] = rows.map((row, at) => judge.judge(row, first + at));
  const counts = noCounts();
  for (const { status } of judged) counts[status]++;
  return { first, length: judged.length, counts, bytes: gzipSync(JSON.stringify(judged), { level: 1 }) };
}
