/**
 * Largest-triangle-three-buckets downsampling (Sveinn Steinarsson, "Downsampling Time Series for Visual
 * Representation", 2013), changed so that extremes survive: the first and last point, the first lowest and first
 * highest y, and the positions in `alsoKeep` are always kept, and the buckets fill the stretches between them.
 *
 * @param xs ascending; @param ys finite, of the same length
 * @returns ascending positions, exactly min(length, maxPoints) of them
 * @throws RangeError if `maxPoints` is not a whole number of at least 4 + `alsoKeep.length`
 */
export function largestTriangleThreeBuckets(
  xs: Int32Array | Float64Array,
  ys: Float64Array,
  maxPoints: number,
  alsoKeep: readonly number[] = [],
): Int32Array {
  const least = 4 + alsoKeep.length;
  if (!Number.isInteger(maxPoints) || maxPoints < least) {
    throw new RangeError(`maxPoints must be a whole number of at least ${least}, got ${maxPoints}`);
  }
  if (ys.length <= maxPoints) return Int32Array.from(ys.keys());

  const { lowest, highest } = extremePositions(ys, ys);
  const posts = [...new Set([0, lowest, highest, ys.length - 1, ...alsoKeep])].sort((a, b) => a - b);
  const gaps = posts.slice(1).map((post, i) => post - posts[i]! - 1);
  const shares = shareOut(maxPoints - posts.length, gaps);
  const kept: number[] = [];
  posts.forEach((post, i) => {
    kept.push(post);
    if (i < gaps.length) pickBetween(xs, ys, post, posts[i + 1]!, shares[i]!, kept);
  });
  return Int32Array.from(kept);
}

/** Positions of the first lowest of `lows` and the first highest of `highs`; 0 for empty columns. */
export function extremePositions(
  lows: Float64Array,
  highs: Float64Array,
): { lowest: number; highest: number } {
  let lowest = 0;
  let highest = 0;
  for (let i = 1; i < lows.length; i++) if (lows[i]! < lows[lowest]!) lowest = i;
  for (let i = 1; i < highs.length; i++) if (highs[i]! > highs[highest]!) highest = i;
  return { lowest, highest };
}

/** Splits `points` over gaps in proportion to their sizes, never more than a gap holds, all of them given out. */
function shareOut(points: number, gaps: readonly number[]): number[] {
  const shares: number[] = [];
  let pointsLeft = points;
  let roomLeft = gaps.reduce((sum, gap) => sum + gap, 0);
  for (const gap of gaps) {
    // Sharing what is left by the room that is left gives out every point and can never overfill a gap.
    const share = roomLeft === 0 ? 0 : Math.round((pointsLeft * gap) / roomLeft);
    shares.push(share);
    pointsLeft -= share;
    roomLeft -= gap;
  }
  return shares;
}

/** Appends to `kept` the `count` positions strictly between two kept ones that draw the largest triangles. */
function pickBetween(
  xs: Int32Array | Float64Array,
  ys: Float64Array,
  left: number,
  right: number,
  count: number,
  kept: number[],
): void {
  const width = (right - left - 1) / count;
  let anchor = left;
  for (let bucket = 0; bucket < count; bucket++) {
    const start = left + 1 + Math.floor(bucket * width);
    const end = left + 1 + Math.floor((bucket + 1) * width);
    const nextEnd = bucket + 1 === count ? right + 1 : left + 1 + Math.floor((bucket + 2) * width);
    const nextX = average(xs, end, nextEnd);
    const nextY = average(ys, end, nextEnd);
    const baseX = nextX - xs[anchor]!;
    const baseY = nextY - ys[anchor]!;
    let largest = -1;
    let selected = start;
    for (let i = start; i < end; i++) {
      const area = Math.abs(baseX * (ys[i]! - ys[anchor]!) - baseY * (xs[i]! - xs[anchor]!));
      if (area > largest) {
        largest = area;
        selected = i;
      }
    }
    kept.push(selected);
    anchor = selected;
  }
}

function average(column: Int32Array | Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += column[i]!;
  return sum / (end - start);
}
