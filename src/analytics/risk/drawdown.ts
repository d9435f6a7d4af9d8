/**
 * The deepest fall of an index that starts at level 1. Positions count levels: 0 is the start, k the level
 * `index[k - 1]`; all null, and `value` 0, if it never fell.
 */
export interface Drawdown {
  readonly value: number;
  readonly peak: number | null;
  readonly trough: number | null;
  /** First level back at the peak's; null while under water. */
  readonly recovery: number | null;
}

/** A drawdown in day numbers; a peak at the start is dated on the opening. */
export interface DatedDrawdown {
  /** <= 0; null where there is no index. */
  readonly value: number | null;
  readonly peakDay: number | null;
  readonly troughDay: number | null;
  readonly recoveryDay: number | null;
}

/** Levels this close, as a fraction, are the same level: compounding there and back leaves rounding in the last digits. */
const SAME_LEVEL = 1e-12;

/**
 * Maximum drawdown of a growth index: min(I / running max(I) - 1), the starting level 1 included. The peak is the last
 * level at the maximum before the trough, the trough the first lowest.
 */
export function maxDrawdown(index: Float64Array): Drawdown {
  let highest = 1;
  let highestAt = 0;
  let worst: Drawdown = { value: 0, peak: null, trough: null, recovery: null };
  let worstLevel = 1;
  index.forEach((level, i) => {
    const atPeak = level >= highest * (1 - SAME_LEVEL);
    if (atPeak) {
      highest = Math.max(highest, level);
      highestAt = i + 1;
    }
    const fall = level / highest - 1;
    if (fall < worst.value - SAME_LEVEL) {
      worst = { value: fall, peak: highestAt, trough: i + 1, recovery: null };
      worstLevel = highest;
    } else if (worst.trough !== null && worst.recovery === null && level >= worstLevel * (1 - SAME_LEVEL)) {
      worst = { ...worst, recovery: i + 1 };
    }
  });
  return worst;
}

/** A drawdown of an index over `days`, in day numbers; `openingDay` is the day of its starting level. */
export function datedDrawdown(drawdown: Drawdown, days: Int32Array, openingDay: number): DatedDrawdown {
  const dayAt = (level: number | null) => (level === null ? null : (days[level - 1] ?? openingDay));
  return {
    value: drawdown.value,
    peakDay: dayAt(drawdown.peak),
    troughDay: dayAt(drawdown.trough),
    recoveryDay: dayAt(drawdown.recovery),
  };
}

/** How far each level of an index stands below the highest so far, start level 1 included: 0 or a negative fraction. */
export function drawdownColumn(index: Float64Array): Float64Array {
  let highest = 1;
  return index.map((level) => {
    highest = Math.max(highest, level);
    return level / highest - 1;
  });
}
