import { normal } from './seeded-noise';

const LEVELS = 15;
const { sqrt } = Math;

/**
 * Brownian motion with unit variance a step at any whole step from 0 to 2^15, without walking there: Lévy's
 * construction, which halves the stretch around the step and draws each midpoint from its own place.
 */
export function brownian(seed: number, step: number): number {
  let left = 0;
  let right = 2 ** LEVELS;
  let atLeft = 0;
  let atRight = 0;
  for (let level = 0; left !== step; level++) {
    if (right === step) return atRight;
    const middle = (left + right) / 2;
    // Half of what the two ends leave open: variance (right - left) / 4.
    const atMiddle = (atLeft + atRight) / 2 + normal(seed, level, middle) * sqrt((right - left) / 4);
    if (step < middle) [right, atRight] = [middle, atMiddle];
    else [left, atLeft] = [middle, atMiddle];
  }
  return atLeft;
}

/**
 * A bridge from 0 to 0 over `2^levels` steps by the same construction; entries are in deviations of a whole stretch.
 * @param place makes bridges of one seed differ
 */
export function bridge(seed: number, place: number, levels: number): Float64Array {
  const steps = 2 ** levels;
  const values = new Float64Array(steps + 1);
  for (let width = steps, level = 0; width > 1; width /= 2, level++) {
    for (let left = 0; left < steps; left += width) {
      const middle = left + width / 2;
      const draw = normal(seed, 100 + level, place * steps + middle);
      values[middle] = (values[left]! + values[left + width]!) / 2 + draw * sqrt(width / steps / 4);
    }
  }
  return values;
}
