import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { Clock } from '../../common/clock';
import { RecordChanges } from './record-changes';

/** No record is answered from memory when it was read longer ago than this, whatever was heard or not. */
export const RECENT_MS = 2_000;
const MOST_RECORDS = 5_000;

interface Recent<T> {
  /** when its reading, or its change, began */
  since: number;
  /** absent while it is changed */
  reading?: Promise<T | null>;
  /** what `reading` came to, once it has */
  record?: T;
}

/**
 * Records that this process read a moment ago. Who changes one calls `announce` before and `changed` after it. Promised:
 * - what this process changed is seen by the next reading of this process;
 * - what another one changed is seen once its announcement has come, which Redis had before the change was written, so
 *   with the time of the write and of its answer to arrive;
 * - a change whose announcement is late, lost or missing is seen after `RECENT_MS`;
 * - while no announcements are heard (Redis is away), each reading asks the database.
 * Records are shared: who reads one must not change it. Nothing that decides what somebody may do is to be read here.
 */
export class RecentRecords<T extends object> {
  private readonly entries = new LRUCache<string, Recent<T>>(atMost(MOST_RECORDS));

  constructor(
    private readonly kind: string,
    private readonly changes: RecordChanges,
    private readonly clock: Clock,
  ) {
    changes.listen(kind, { changing: (id) => this.changed(id), unheard: () => this.entries.clear() });
  }

  /** The record, from memory or by `load`, once for all who ask at once; null where there is none, which is not kept. */
  read(id: string, load: () => Promise<T | null>): Promise<T | null> {
    const recent = this.recent(id);
    if (recent?.reading) return recent.reading;
    const reading = load();
    // What is being changed is read each time until the change must have been made.
    if (!recent && this.changes.areHeard) this.keep(id, reading);
    return reading;
  }

  /** What `read` would give, where that is known without waiting. */
  atHand(id: string): T | undefined {
    return this.recent(id)?.record;
  }

  /** Before a change: nobody keeps for `RECENT_MS` what is read from now on. */
  announce(id: string): Promise<void> {
    this.changed(id);
    return this.changes.announce(this.kind, id);
  }

  /** Makes a change that is announced before it. */
  async changing<R>(id: string, change: () => Promise<R>): Promise<R> {
    await this.announce(id);
    const made = await change();
    this.changed(id);
    return made;
  }

  changed(id: string): void {
    this.entries.set(id, { since: this.clock.now().getTime() });
  }

  /** Whether a record is small enough that thousands of its kind may be in memory. */
  protected isWorthKeeping(_record: T): boolean {
    return true;
  }

  private keep(id: string, reading: Promise<T | null>): void {
    const entry: Recent<T> = { since: this.clock.now().getTime(), reading };
    this.entries.set(id, entry);
    const drop = () => this.entries.peek(id) === entry && this.entries.delete(id);
    reading.then((record) => {
      if (record && this.isWorthKeeping(record)) entry.record = record;
      else drop();
    }, drop);
  }

  private recent(id: string): Recent<T> | undefined {
    const entry = this.entries.get(id);
    const age = entry ? this.clock.now().getTime() - entry.since : Infinity;
    return age >= 0 && age < RECENT_MS ? entry : undefined;
  }
}
