import fc from 'fast-check';
import { SortedBlocks } from './sorted-blocks';

const numbers = (...values: number[]): SortedBlocks<number> => {
  const blocks = new SortedBlocks<number>((a, b) => a - b);
  values.forEach((value) => blocks.add(value));
  return blocks;
};
const between =
  (low: number, high: number) =>
  (value: number): number =>
    value < low ? -1 : value > high ? 1 : 0;

describe('SortedBlocks', () => {
  it('gives any range of what was added and not deleted, both ways', () => {
    const value = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(
        fc.uniqueArray(value, { maxLength: 3_000 }),
        fc.array(value),
        value,
        value,
        (added, deleted, a, b) => {
          const blocks = numbers(...added);
          new Set(deleted).forEach((gone) => expect(blocks.delete(gone)).toBe(added.includes(gone)));
          const kept = added
            .filter((one) => !deleted.includes(one) && one >= Math.min(a, b) && one <= Math.max(a, b))
            .sort((x, y) => x - y);
          const probe = between(Math.min(a, b), Math.max(a, b));
          expect([...blocks.ascending(probe)]).toEqual(kept);
          expect([...blocks.descending(probe)]).toEqual(kept.reverse());
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps its order through many blocks however entries arrive', () => {
    const shuffled = Array.from({ length: 20_000 }, (_, at) => (at * 7_919) % 20_000);
    expect([...numbers(...shuffled).ascending(() => 0)]).toEqual(
      Array.from({ length: 20_000 }, (_, at) => at),
    );
  });

  it('walks nothing when it is empty', () => {
    expect([...numbers().ascending(() => 0), ...numbers().descending(() => 0)]).toEqual([]);
    expect(numbers().delete(1)).toBe(false);
  });
});
