/** Whether one id of a Redis stream, `milliseconds-number`, is later than another. */
function isLater(one: string, other: string): boolean {
  const [milliseconds = 0, number = 0] = one.split('-').map(Number);
  const [otherMilliseconds = 0, otherNumber = 0] = other.split('-').map(Number);
  return milliseconds === otherMilliseconds ? number > otherNumber : milliseconds > otherMilliseconds;
}

/**
 * How far this process is in the adapter's stream: it hands out what others wrote when it reads it, and what it wrote
 * itself when that is written, which may be before older entries of others are read.
 */
export class StreamPosition {
  private newestRead: string | undefined;
  private readonly written = new Set<string>();

  /** The entry up to which everything was handed out. */
  get id(): string | undefined {
    return this.newestRead;
  }

  read(id: string): void {
    if (this.newestRead !== undefined && !isLater(id, this.newestRead)) return;
    this.newestRead = id;
    for (const own of this.written) if (!isLater(own, id)) this.written.delete(own);
  }

  wrote(id: string): void {
    if (this.newestRead === undefined || isLater(id, this.newestRead)) this.written.add(id);
  }

  /** Tells of each entry whether it was handed out before now; the others are still to come. */
  handedOut(): (id: string) => boolean {
    const { newestRead } = this;
    const written = new Set(this.written);
    return (id) => written.has(id) || (newestRead !== undefined && !isLater(id, newestRead));
  }
}
