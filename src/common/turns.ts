/**
 * Lets a few pieces of work run at a time. The rest waits in order, each owner's behind one another and the owners in turn, so
 * that somebody with much work keeps others waiting for one piece of it only. Work that came at once would else go through the same
 * stages at once, and everything else would find the event loop taken by all of it.
 */
export class Turns {
  private taken = 0;
  /** who waits, the next owner first; no list is empty */
  private readonly waitingOf = new Map<string, (() => void)[]>();

  /** @param longest milliseconds after which work no longer keeps others waiting: it is then itself waiting for something */
  constructor(
    private readonly places: number,
    private readonly longest: number,
  ) {}

  /** how many wait for their turn */
  get waiting(): number {
    return [...this.waitingOf.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** how many of an owner's wait */
  waitingFor(owner: string): number {
    return this.waitingOf.get(owner)?.length ?? 0;
  }

  async run<T>(work: () => Promise<T>, owner = ''): Promise<T> {
    if (this.taken < this.places) this.taken++;
    else await new Promise<void>((begin) => this.enqueue(owner, begin));
    let over = false;
    const leave = () => {
      if (over) return;
      over = true;
      this.next();
    };
    const patience = setTimeout(leave, this.longest);
    try {
      return await work();
    } finally {
      clearTimeout(patience);
      leave();
    }
  }

  private next(): void {
    const [owner, waiting] = this.waitingOf.entries().next().value ?? [];
    const begin = waiting?.shift();
    if (owner === undefined || !begin) {
      this.taken--;
      return;
    }
    // To the end of the owners, or out when nothing more of this one waits.
    this.waitingOf.delete(owner);
    if (waiting?.length) this.waitingOf.set(owner, waiting);
    begin();
  }

  private enqueue(owner: string, begin: () => void): void {
    const waiting = this.waitingOf.get(owner);
    if (waiting) waiting.push(begin);
    else this.waitingOf.set(owner, [begin]);
  }
}
