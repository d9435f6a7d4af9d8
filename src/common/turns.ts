/**
 * Lets a few pieces of work run at a time and the rest wait in order. Work that came at once would else go through the same
 * stages at once, and everything else would find the event loop taken by all of it.
 */
export class Turns {
  private taken = 0;
  private readonly queue: (() => void)[] = [];

  /** @param longest milliseconds after which work no longer keeps others waiting: it is then itself waiting for something */
  constructor(
    private readonly places: number,
    private readonly longest: number,
  ) {}

  /** how many wait for their turn */
  get waiting(): number {
    return this.queue.length;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken < this.places) this.taken++;
    else await new Promise<void>((begin) => this.queue.push(begin));
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
    const begin = this.queue.shift();
    if (begin) begin();
    else this.taken--;
  }
}
