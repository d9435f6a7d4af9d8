/** What is done when another process changes a record, and when that would not be heard any more. */
export interface RecordChangesListener {
  changing(id: string): void;
  unheard(): void;
}

/** Word of changes between the processes, for those that keep records in memory for a moment. */
export abstract class RecordChanges {
  /** whether this process would hear now of what another one changes */
  abstract readonly areHeard: boolean;

  abstract listen(kind: string, listener: RecordChangesListener): void;

  /** Tells the processes that a record is about to be changed, or was; returns when they were told, or could not be. */
  abstract announce(kind: string, id: string): Promise<void>;
}

/** For what runs alone, such as a command: it hears nobody, so it keeps nothing, and others notice by time. */
export class UnheardChanges extends RecordChanges {
  readonly areHeard = false;

  listen(): void {
    // nothing will be heard
  }

  announce(): Promise<void> {
    return Promise.resolve();
  }
}
