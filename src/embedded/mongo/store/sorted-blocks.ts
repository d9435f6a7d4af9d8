/** Where an entry stands to a range: negative before it, zero inside, positive after it. */
export type Probe<T> = (entry: T) => number;

const BLOCK_SIZE = 512;

/**
 * A sorted sequence kept in blocks of bounded size: searches are logarithmic, and an insertion moves one block's
 * entries and not all of them. Entries must be distinct under the comparison.
 */
export class SortedBlocks<T> {
  private readonly blocks: T[][] = [];

  constructor(private readonly compare: (a: T, b: T) => number) {}

  add(entry: T): void {
    const at = Math.min(
      this.blockAt((other) => this.compare(other, entry)),
      this.blocks.length - 1,
    );
    const block = this.blocks[at];
    if (!block) {
      this.blocks.push([entry]);
      return;
    }
    const isLast = this.compare(block[block.length - 1]!, entry) < 0;
    const position = isLast ? block.length : firstIndex(block, (other) => this.compare(other, entry) >= 0);
    block.splice(position, 0, entry);
    if (block.length > BLOCK_SIZE) this.blocks.splice(at + 1, 0, block.splice(BLOCK_SIZE / 2));
  }

  delete(entry: T): boolean {
    const at = this.blockAt((other) => this.compare(other, entry));
    const block = this.blocks[at];
    if (!block) return false;
    const position = firstIndex(block, (other) => this.compare(other, entry) >= 0);
    const found = block[position];
    if (found === undefined || this.compare(found, entry) !== 0) return false;
    block.splice(position, 1);
    if (block.length === 0) this.blocks.splice(at, 1);
    return true;
  }

  /** The entries a probe puts inside the range, in order. The sequence must not change while it is walked. */
  *ascending(probe: Probe<T>): Generator<T> {
    let at = this.blockAt(probe);
    let position = at < this.blocks.length ? firstIndex(this.blocks[at]!, (entry) => probe(entry) >= 0) : 0;
    for (; at < this.blocks.length; at++, position = 0) {
      const block = this.blocks[at]!;
      for (; position < block.length; position++) {
        if (probe(block[position]!) > 0) return;
        yield block[position]!;
      }
    }
  }

  /** The same entries as {@link ascending}, last first. */
  *descending(probe: Probe<T>): Generator<T> {
    let at = Math.min(
      firstIndex(this.blocks, (block) => probe(block[block.length - 1]!) > 0),
      this.blocks.length - 1,
    );
    if (at < 0) return;
    let position = firstIndex(this.blocks[at]!, (entry) => probe(entry) > 0) - 1;
    for (;;) {
      const block = this.blocks[at]!;
      for (; position >= 0; position--) {
        if (probe(block[position]!) < 0) return;
        yield block[position]!;
      }
      if (at === 0) return;
      at -= 1;
      position = this.blocks[at]!.length - 1;
    }
  }

  /** The first block that reaches into or past the range. */
  private blockAt(probe: Probe<T>): number {
    const last = this.blocks[this.blocks.length - 1];
    // Generated ids and timestamps mostly grow, so the end is asked first.
    if (!last || probe(last[last.length - 1]!) < 0) return this.blocks.length;
    return firstIndex(this.blocks, (block) => probe(block[block.length - 1]!) >= 0);
  }
}

/** The first index whose item satisfies a test that is false up to a point and true from there on. */
function firstIndex<T>(items: readonly T[], isPast: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
