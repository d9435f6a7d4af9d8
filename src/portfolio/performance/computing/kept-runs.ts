import { LRUCache } from 'lru-cache';
import type { LedgerInput } from '../../../analytics/ledger/plan/plan';
import { rerunLedger, runLedger } from '../../../analytics/ledger/run-ledger';
import type { LedgerRun } from '../../../analytics/ledger/run-ledger';

/** Of all ledgers together; a run of 10,000 lines holds about 30 MB. */
const MOST_LINES = 50_000;

/** The ledgers that a thread ran last: one that changed is run on from the year of its change. */
export class KeptRuns {
  private readonly runs = new LRUCache<string, LedgerRun>({
    maxSize: MOST_LINES,
    sizeCalculation: ({ input }) => input.lines.length + 1,
  });

  /** @param name of the ledger @throws LedgerError for the first line that cannot stand */
  run(name: string, input: LedgerInput): LedgerRun {
    const before = this.runs.get(name);
    const run = before ? rerunLedger(before, input) : runLedger(input);
    this.runs.set(name, run);
    return run;
  }
}
