import fc from 'fast-check';
import { extremePositions, largestTriangleThreeBuckets } from './downsampling';

const series = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });
const sizes = fc.integer({ min: 4, max: 60 });
/** Series of any length, and those barely longer than allowed, where buckets hold a single point. */
const cases = fc
  .tuple(series, sizes, fc.option(fc.integer({ min: 1, max: 5 })))
  .map(([ys, size, over]): [number[], number] => [ys, over === null ? size : Math.max(4, ys.length - over)]);
const downsample = (ys: number[], maxPoints: number) =>
  largestTriangleThreeBuckets(Int32Array.from(ys.keys()), Float64Array.from(ys), maxPoints);

describe('largest triangle three buckets', () => {
  it('keeps exactly as many points as allowed, in order, none twice', () => {
    fc.assert(
      fc.property(cases, ([ys, maxPoints]) => {
        const kept = downsample(ys, maxPoints);
        expect(kept).toHaveLength(Math.min(ys.length, maxPoints));
        for (let i = 1; i < kept.length; i++) expect(kept[i]!).toBeGreaterThan(kept[i - 1]!);
        expect(kept[0]).toBe(0);
        expect(kept[kept.length - 1]).toBe(ys.length - 1);
      }),
    );
  });

  it('keeps the lowest and the highest point', () => {
    fc.assert(
      fc.property(cases, ([ys, maxPoints]) => {
        const kept = [...downsample(ys, maxPoints)].map((position) => ys[position]!);
        expect(Math.min(...kept)).toBe(Math.min(...ys));
        expect(Math.max(...kept)).toBe(Math.max(...ys));
      }),
    );
  });

  it('keeps the points asked for', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 6, max: 60 }), fc.nat(), fc.nat(), (ys, maxPoints, a, b) => {
        const asked = [a % ys.length, b % ys.length];
        const kept = largestTriangleThreeBuckets(
          Int32Array.from(ys.keys()),
          Float64Array.from(ys),
          maxPoints,
          asked,
        );
        expect(kept).toHaveLength(Math.min(ys.length, maxPoints));
        expect([...kept]).toEqual(expect.arrayContaining(asked));
      }),
    );
  });

  it('picks the corner of a bend over the points on its straight sides', () => {
    const bend = Array.from({ length: 21 }, (_, i) => (i < 10 ? i : i === 10 ? 30 : 31 + i));
    bend[15] = 0.5;
    expect([...downsample(bend, 5)]).toContain(15);
  });

  it('draws by real distances in x', () => {
    const ys = Float64Array.of(0, 1, 1, 1, 1, 1, 2);
    const kept = largestTriangleThreeBuckets(Int32Array.of(0, 1, 2, 3, 4, 100, 101), ys, 4);
    expect([...kept]).toHaveLength(4);
    expect([...kept]).toContain(5);
  });

  it('picks what a hand would, from the last pick to the mean of the next bucket', () => {
    // Second bucket {2, 3} seen from (1, 1) to (4, 10): the line passes 2 at 4 and 3 at 7.
    expect([...downsample([0, 1, 6, 5.5, 10], 4)]).toEqual([0, 1, 2, 4]);
    // First bucket {1, 2} seen from (0, 0) to the mean of the second, (3.5, 0.5).
    expect([...downsample([0, 2, 3, 0.5, 0.5, 100], 4)].slice(0, 2)).toEqual([0, 2]);
  });

  it('refuses fewer points than it must keep', () => {
    expect(() => downsample([1, 2, 3], 3)).toThrow(RangeError);
    expect(() => downsample([1, 2, 3], 4.5)).toThrow(RangeError);
    expect(() => largestTriangleThreeBuckets(Int32Array.of(0), Float64Array.of(0), 4, [0])).toThrow(
      RangeError,
    );
  });
});

describe('extremes', () => {
  it('are the first lowest low and the first highest high', () => {
    const lows = Float64Array.of(2, 1, 1, 3);
    const highs = Float64Array.of(5, 6, 7, 7);
    expect(extremePositions(lows, highs)).toEqual({ lowest: 1, highest: 2 });
  });
});
