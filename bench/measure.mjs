// Rounds, ratios and spreads. Every figure is a ratio to a baseline measured in the same run, A B A B.

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** The middle half of the values, as [25 %, 75 %] by nearest rank. */
export const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return [at(0.25), at(0.75)];
};

/**
 * Measures two things in turn, so that a slow moment of the machine hits both.
 * @param ours, baseline each gives an object of numbers
 * @returns per key: the medians, and the median and spread of the ratios round by round
 */
export async function interleave(ours, baseline, { rounds = 5 } = {}) {
  const pairs = [];
  await ours();
  await baseline();
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0;
    const a = first ? await ours() : undefined;
    const b = await baseline();
    pairs.push([a ?? (await ours()), b]);
  }
  const keys = Object.keys(pairs[0][0]);
  return Object.fromEntries(
    keys.map((key) => {
      const ratios = pairs.map(([a, b]) => a[key] / b[key]);
      return [
        key,
        {
          ours: median(pairs.map(([a]) => a[key])),
          baseline: median(pairs.map(([, b]) => b[key])),
          ratio: median(ratios),
          spread: spread(ratios),
        },
      ];
    }),
  );
}

/**
 * Measures the same work at once, twice and four times a size, in turn.
 * @param measure gives the time of the work of a size
 * @returns for 2 and 4: the time, what linear growth would have made of the first one, and their ratio
 */
export async function grow(measure, { rounds = 5 } = {}) {
  const sizes = [1, 2, 4];
  const times = [];
  for (const size of sizes) await measure(size);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? sizes : sizes.toReversed();
    const row = {};
    for (const size of order) row[size] = await measure(size);
    times.push(row);
  }
  return sizes.slice(1).map((size) => {
    const ratios = times.map((row) => row[size] / (size * row[1]));
    return {
      size,
      ours: median(times.map((row) => row[size])),
      baseline: median(times.map((row) => size * row[1])),
      ratio: median(ratios),
      spread: spread(ratios),
    };
  });
}

/** The value that a share of all values does not exceed. */
export const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1];

/** Milliseconds that the work took. */
export async function timed(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/**
 * Does each piece of work over and over, all side by side, for so many seconds; what has begun is finished and counts.
 * @returns how many were done a second
 */
export async function repeatedly(seconds, works) {
  const start = performance.now();
  const end = start + seconds * 1_000;
  let done = 0;
  const loop = async (work) => {
    while (performance.now() < end) {
      await work();
      done++;
    }
  };
  await Promise.all(works.map(loop));
  return (done * 1_000) / (performance.now() - start);
}

/** The share of a core that this process used since `start`, to tell whether a load generator was at its own limit. */
export function busySince(start) {
  const { user, system } = process.cpuUsage(start.cpu);
  return (user + system) / 1_000 / (performance.now() - start.time);
}

export const startOfWork = () => ({ cpu: process.cpuUsage(), time: performance.now() });

/** A line that says how busy the load generator's core was with both sides; near 1 it would have measured itself. */
export function loadLine({ ours, baseline }) {
  return {
    what: 'share of its core that the load generator used',
    ours: ours.toFixed(2),
    baseline: baseline.toFixed(2),
    ratio: '–',
    target: 'both ≤ 0.9',
    reached: Math.max(ours, baseline) <= 0.9,
  };
}

/**
 * A line of the results.
 * @param target `{ atLeast }` or `{ atMost }`
 */
export function verdict(what, { ours, baseline, ratio, spread: [low, high] }, unit, target) {
  const reached = target.atLeast !== undefined ? ratio >= target.atLeast : ratio <= target.atMost;
  return {
    what,
    ours: `${round(ours)} ${unit}`,
    baseline: `${round(baseline)} ${unit}`,
    ratio: `${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
    target: target.atLeast !== undefined ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`,
    reached,
  };
}

/**
 * A line of the results for a figure that has a limit and no ratio.
 * @param beside what the machine alone made of it at the same time, if that was measured
 */
export function limit(what, ours, unit, most, beside) {
  return {
    what,
    ours: `${round(ours)} ${unit}`,
    baseline: beside === undefined ? '–' : `${round(beside)} ${unit}`,
    ratio: '–',
    target: `< ${most} ${unit}`,
    reached: ours < most,
  };
}

/** How long the liveness took, and an idle Express beside it: milliseconds of each answer. */
export const liveness = (when, { live, beside }) =>
  limit(
    `/health/live p99 ${when} (beside: idle Express)`,
    percentile(live, 0.99),
    'ms',
    50,
    percentile(beside, 0.99),
  );

/** Lines of the results, each printed as soon as it is told. */
export function toldLines() {
  const lines = [];
  const tell = (...told) => {
    lines.push(...told);
    for (const { what, ours, baseline, ratio, reached } of told)
      console.log(`  ${what}: ${ours}, beside ${baseline}, ratio ${ratio}${reached ? '' : ', not reached'}`);
  };
  return { lines, tell };
}

const round = (value) => (value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
