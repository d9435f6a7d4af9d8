/** Whether one id of a Redis stream, `milliseconds-number`, is later than another. */
export function isLater(one: string, other: string): boolean {
  const [milliseconds = 0, number = 0] = one.split('-').map(Number);
  const [otherMilliseconds = 0, otherNumber = 0] = other.split('-').map(Number);
  return milliseconds === otherMilliseconds ? number > otherNumber : milliseconds > otherMilliseconds;
}

/** The entry of the adapter's stream up to which this process has handed out everything, and nothing beyond. */
export class StreamPosition {
  private newest: string | undefined;

  get id(): string | undefined {
    return this.newest;
  }

  reached(id: string): void {
    if (this.newest === undefined || isLater(id, this.newest)) this.newest = id;
  }
}
