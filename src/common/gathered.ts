import { setImmediate as turnEnd } from 'node:timers/promises';

interface Gathering<T> {
  readonly keys: Set<string>;
  readonly answers: Promise<ReadonlyMap<string, T>>;
}

/**
 * Asks together for what is asked one by one while the process goes through the messages that have arrived: many clients
 * that come at once cost one question, not one each.
 */
export class Gathered<T> {
  private open?: Gathering<T>;

  /** @param ask answers with what there is of some keys */
  constructor(private readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>) {}

  /** Asks no earlier than it is called. Rejects as the question of all does. */
  async of(key: string): Promise<T | undefined> {
    this.open ??= this.begin();
    const { keys, answers } = this.open;
    keys.add(key);
    return (await answers).get(key);
  }

  private begin(): Gathering<T> {
    const keys = new Set<string>();
    const answers = turnEnd().then(() => {
      this.open = undefined;
      return this.ask([...keys]);
    });
    return { keys, answers };
  }
}
