import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Entry } from '../../transactions/entry';
import type { Ledger } from '../ledger';
import { LedgerRowsRepository } from '../store/ledger-rows.repository';

interface KeptLines {
  readonly revision: number;
  readonly entries: readonly Entry[];
}

const MOST_KEPT_LINES = 200_000;
/** Removed rows are gone after an hour: what was not looked at for so long cannot be read on from. */
const KEPT_MS = 1_800_000;

/** The lines of ledgers, kept in memory: of a ledger that changed only what the changes wrote and took away is read. */
@Injectable()
export class LedgerLines {
  private readonly kept = new LRUCache<string, KeptLines>({
    maxSize: MOST_KEPT_LINES,
    sizeCalculation: ({ entries }) => entries.length + 1,
    ttl: KEPT_MS,
  });
  private readonly reading = new Map<string, Promise<readonly Entry[]>>();

  constructor(private readonly rows: LedgerRowsRepository) {}

  /** All lines of a ledger, in order of creation. */
  async of(ledger: Ledger): Promise<readonly Entry[]> {
    const key = `${ledger.portfolio.id} ${ledger.revision}`;
    const reading = this.reading.get(key) ?? this.read(ledger).finally(() => this.reading.delete(key));
    this.reading.set(key, reading);
    return reading;
  }

  private async read(ledger: Ledger): Promise<readonly Entry[]> {
    const { revision } = ledger;
    const { id } = ledger.portfolio;
    const known = this.kept.get(id);
    if (known && known.revision > revision) return this.rows.lines(ledger);
    const entries = (known && (await this.readOn(ledger, known))) ?? (await this.rows.lines(ledger));
    if (!((this.kept.peek(id)?.revision ?? 0) > revision)) this.kept.set(id, { revision, entries });
    return entries;
  }

  /** @returns undefined where the number of lines shows that something was missed */
  private async readOn(ledger: Ledger, known: KeptLines): Promise<readonly Entry[] | undefined> {
    if (known.revision === ledger.revision) return known.entries;
    const { added, removed } = await this.rows.changesSince(ledger, known.revision);
    const stayed = removed.size > 0 ? known.entries.filter(({ id }) => !removed.has(id)) : known.entries;
    const entries = [...stayed, ...added].sort((a, b) => a.seq - b.seq);
    return entries.length === ledger.lineCount ? entries : undefined;
  }
}
