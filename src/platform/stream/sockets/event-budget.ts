/** How many events one socket may send: `perSecond` on average, `burst` at once. */
export class EventBudget {
  private left: number;
  private refusals = 0;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private last: number,
  ) {
    this.left = burst;
  }

  /** Takes one event out of the budget; refusals are counted until it has calmed down. */
  take(now: number): boolean {
    this.left = Math.min(this.burst, this.left + ((now - this.last) / 1_000) * this.perSecond);
    this.last = now;
    if (this.left < 1) {
      this.refusals += 1;
      return false;
    }
    this.left -= 1;
    if (this.left >= this.burst / 2) this.refusals = 0;
    return true;
  }

  /** Whether the sender does not stop at being refused. */
  isFlooded(): boolean {
    return this.refusals > this.burst * 5;
  }
}
