/** Five minutes of turns of five seconds. */
const LONGEST_TURNS = 60;

/** Lets the first turn through, then the next, the second after that, the fourth, and so on with doubled pauses. */
export class GrowingPause {
  private left = 1;
  private next = 1;

  /** Takes a turn. @returns whether it is let through */
  isOver(): boolean {
    this.left -= 1;
    if (this.left > 0) return false;
    this.left = this.next;
    this.next = Math.min(2 * this.next, LONGEST_TURNS);
    return true;
  }
}
