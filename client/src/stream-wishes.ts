/** What the server was told of a wish; `unsure` where it may have it or not. */
type Standing = 'asked' | 'leaving' | 'unsure';

/** What has listeners, by key, beside what the server was told of it. */
export class Wishes {
  private readonly standings = new Map<string, Standing>();

  constructor(private readonly listeners: ReadonlyMap<string, unknown>) {}

  /** What is to be asked for. */
  due(): string[] {
    return [...this.listeners.keys()].filter((key) => !this.isAsked(key));
  }

  /** What is to be let go. */
  over(): string[] {
    return [...this.standings].flatMap(([key, standing]) =>
      standing === 'leaving' || this.listeners.has(key) ? [] : [key],
    );
  }

  isAsked(key: string): boolean {
    return this.standings.get(key) === 'asked';
  }

  /** It is told to the server. */
  tell(keys: readonly string[], standing: 'asked' | 'leaving'): void {
    for (const key of keys) this.standings.set(key, standing);
  }

  /** The server has answered what it was told; what was told since counts, not this. */
  answered(keys: readonly string[], standing: 'asked' | 'leaving', isTaken: boolean): void {
    for (const key of keys) {
      if (this.standings.get(key) !== standing) continue;
      if (!isTaken) this.standings.set(key, 'unsure');
      else if (standing === 'leaving') this.standings.delete(key);
    }
  }

  /** Is to be told once more. */
  doubt(keys: Iterable<string> = this.standings.keys()): void {
    for (const key of keys) if (this.standings.has(key)) this.standings.set(key, 'unsure');
  }
}
