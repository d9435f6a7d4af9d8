/*
 * Randomness without state: every draw is a function of where it is asked for, so that any process at any time
 * draws the same. Integer mixing after MurmurHash3's finaliser (Austin Appleby, public domain).
 */

// Millions of draws make ten years of bars; under Jest each look at a global such as Math costs a microsecond.
const { imul, sqrt, log, cos, min, max, PI } = Math;

/** A 32-bit seed for a name (FNV-1a). */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = imul(hash ^ name.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** Uniform in (0, 1), for a seed and a place. */
export function uniform(seed: number, stream: number, index: number): number {
  const mixed = mix(seed ^ mix(imul(stream, 0x9e3779b1) ^ mix(imul(index, 0x85ebca6b) + 0x165667b1)));
  return (mixed + 0.5) / 4294967296;
}

/** Standard normal, for a seed and a place (Box-Muller), cut at four deviations. */
export function normal(seed: number, stream: number, index: number): number {
  const radius = sqrt(-2 * log(uniform(seed, stream, index)));
  const draw = radius * cos(2 * PI * uniform(seed, stream + 7919, index));
  return max(-4, min(4, draw));
}

function mix(value: number): number {
  let hash = value | 0;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
