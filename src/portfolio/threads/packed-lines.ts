import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Transaction } from '../../analytics/ledger/model/transaction';
import { oncePer } from '../../common/once-per';
import { inParts } from '../../common/in-parts';

/** Lines as JSON in memory that threads share: handing over ten thousand copies nothing. */
export interface PackedLines {
  /** the same for the same lines, within a process */
  readonly id: number;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
}

/** Others get their turn on the event loop in between. */
const LINES_A_TURN = 500;
const MOST_LINES_UNPACKED = 50_000;

const unpacked = new LRUCache<number, readonly Transaction[]>({
  maxSize: MOST_LINES_UNPACKED,
  sizeCalculation: ({ length }) => length + 1,
});
let lastId = 0;

/** Packs lines, once as long as they stay in memory. */
export const packLines = oncePer(pack);

async function pack(lines: readonly Transaction[]): Promise<PackedLines> {
  const id = ++lastId;
  const parts: Buffer[] = [];
  for (const some of inParts(lines, LINES_A_TURN)) {
    const text = JSON.stringify(some).slice(1, -1);
    parts.push(Buffer.from(parts.length === 0 ? text : `,${text}`));
    await setImmediate();
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, { length }) => sum + length, 0)));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return { id, bytes };
}

/** The lines again, in the thread that was handed them; those of the last ledgers stay there. */
export function unpackLines({ id, bytes }: PackedLines): readonly Transaction[] {
  const known = unpacked.get(id);
  if (known) return known;
  const text = Buffer.from(bytes.buffer).toString();
  const lines = JSON.parse(`[${text}]`) as readonly Transaction[];
  unpacked.set(id, lines);
  return lines;
}
