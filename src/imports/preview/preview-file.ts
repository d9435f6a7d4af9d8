import { gzipSync } from 'node:zlib';
import { inParts } from '../../common/in-parts';
import { ImportRow, noCounts, RowCounts } from '../import-row';
import { Preview, PreviewOrder, RowChunk } from './preview-order';
import { readForPreview } from './read-file';
import { JudgedRow, RowJudge } from './row-judge';
import { settleReversals } from './settle-reversals';

const ROWS_A_CHUNK = 500;

/**
 * Reads a file and says of each row what would become of it.
 * @param report hears how many rows are done
 * @throws UnreadableFileError
 */
export async function previewFile(order: PreviewOrder, report: (rows: number) => void): Promise<Preview> {
  const { rows } = await readForPreview(order);
  const judge = new RowJudge(order);
  const judged: JudgedRow[] = [];
  for (const some of inParts(rows, ROWS_A_CHUNK)) {
    judged.push(...some.map((row, at) => judge.judge(row, judged.length + at)));
    report(judged.length);
  }
  const chunks = [...inParts(settleReversals(judged, order), ROWS_A_CHUNK)].map(chunkOf);
  const counts = noCounts();
  for (const chunk of chunks)
    for (const [status, count] of Object.entries(chunk.counts)) counts[status as keyof RowCounts] += count;
  return { chunks, counts };
}

function chunkOf(rows: readonly ImportRow[]): RowChunk {
  const counts = noCounts();
  for (const { status } of rows) counts[status]++;
  const bytes = gzipSync(JSON.stringify(rows), { level: 1 });
  return { first: rows[0]!.row, length: rows.length, counts, bytes };
}
