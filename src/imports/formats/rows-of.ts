import { AmbiguousError } from '../notation/decimal-notation';
import { Draft, DraftRow, Ignored, RowError, RowProblem } from './draft';

/** What reading one row of a file gave. */
export type RowAnswer = Draft | Ignored | readonly (Draft | Ignored)[];

/** Reads one row of a file; what is wrong with it stays with it. */
export function rowsOf(
  line: number,
  raw: Readonly<Record<string, string>>,
  read: () => RowAnswer,
): DraftRow[] {
  try {
    const answer = read();
    const parts = Array.isArray(answer)
      ? (answer as readonly (Draft | Ignored)[])
      : [answer as Draft | Ignored];
    return parts.map((part) =>
      'ignored' in part
        ? { line, raw, draft: null, ignored: part.ignored, problems: [] }
        : { line, raw, draft: part, problems: [] },
    );
  } catch (error) {
    return [{ line, raw, draft: null, problems: [problemOf(error)] }];
  }
}

function problemOf(error: unknown): RowProblem {
  if (error instanceof AmbiguousError) {
    return { code: `row.ambiguous_${error.about}`, message: `${error.message}; say which` };
  }
  if (error instanceof RowError) {
    return { code: error.code, message: error.message, ...(error.field && { field: error.field }) };
  }
  if (error instanceof RangeError) return { code: 'row.unreadable', message: error.message };
  throw error;
}
