import { HeldPlaces } from './held-places';

/** How much runs at a time. */
export interface TurnsSize {
  readonly places: number;
  /** how many places one owner may hold; all when left out, and one fewer keeps a place for whoever comes next */
  readonly ofOne?: number;
  /** milliseconds after which work no longer keeps others waiting: it is then itself waiting for something */
  readonly longest?: number;
}

/**
 * Lets a few pieces of work run at a time. The rest waits in order, each owner's behind one another and the owners in turn, so
 * that somebody with much work keeps others waiting for one piece of it at most, and for none where he may not hold all places.
 * Work that came at once would else go through the same stages at once, and everything else would find the event loop taken by
 * all of it.
 */
export class Turns {
  private readonly held = new HeldPlaces();
  /** who waits, the next owner first; no list is empty */
  private readonly waitingOf = new Map<string, (() => void)[]>();

  constructor(private readonly size: TurnsSize) {}

  /** how many wait for their turn */
  get waiting(): number {
    return [...this.waitingOf.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** how many of an owner's wait */
  waitingFor(owner: string): number {
    return this.waitingOf.get(owner)?.length ?? 0;
  }

  async run<T>(work: () => Promise<T>, owner = ''): Promise<T> {
    const { places, longest } = this.size;
    if (this.held.total < places && this.mayHoldMore(owner)) this.held.take(owner);
    else await new Promise<void>((begin) => this.enqueue(owner, begin));
    let over = false;
    const leave = () => {
      if (over) return;
      over = true;
      this.leave(owner);
    };
    const patience = longest === undefined ? undefined : setTimeout(leave, longest);
    try {
      return await work();
    } finally {
      clearTimeout(patience);
      leave();
    }
  }

  private mayHoldMore(owner: string): boolean {
    const { places, ofOne = places } = this.size;
    return this.held.of(owner) < ofOne;
  }

  private leave(owner: string): void {
    this.held.leave(owner);
    this.next();
  }

  private next(): void {
    for (const [owner, waiting] of this.waitingOf) {
      if (!this.mayHoldMore(owner)) continue;
      const begin = waiting.shift();
      // To the end of the owners, or out when nothing more of this one waits.
      this.waitingOf.delete(owner);
      if (waiting.length > 0) this.waitingOf.set(owner, waiting);
      this.held.take(owner);
      begin?.();
      return;
    }
  }

  private enqueue(owner: string, begin: () => void): void {
    const waiting = this.waitingOf.get(owner);
    if (waiting) waiting.push(begin);
    else this.waitingOf.set(owner, [begin]);
  }
}
