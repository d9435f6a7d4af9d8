import { randomUUID } from 'node:crypto';

const BROADCAST = '3';

/** A broadcast that was written and is to come back by reading. */
export interface Expected {
  /** the entry to write */
  entry: (string | number)[];
  /** resolves when it was read */
  read: Promise<void>;
  /** it was handed out another way; should it still come, it is old news */
  giveUp: () => void;
}

/**
 * The broadcasts of this process on their way through the stream. Each is written under a name of its own, so that the
 * adapter, which passes over what it wrote itself, hands it out when it is read: after all that was written before it.
 */
export class OwnBroadcasts {
  private readonly prefix = `${randomUUID()}/`;
  private readonly expected = new Map<string, () => void>();
  private count = 0;

  /** @returns undefined for what is no broadcast: the adapter acts on its other messages at once */
  expect(entry: (string | number)[]): Expected | undefined {
    if (entry[entry.indexOf('type') + 1] !== BROADCAST) return undefined;
    const name = `${this.prefix}${(this.count += 1)}`;
    return {
      entry: entry.with(entry.indexOf('uid') + 1, name),
      read: new Promise((resolve) => this.expected.set(name, resolve)),
      giveUp: () => this.expected.delete(name),
    };
  }

  /** @returns the entry's fields as the adapter is to see them: none where it was handed out before */
  read(fields: string[]): string[] {
    const name = fields[fields.indexOf('uid') + 1];
    if (!name?.startsWith(this.prefix)) return fields;
    this.expected.get(name)?.();
    return this.expected.delete(name) ? fields : [];
  }
}
