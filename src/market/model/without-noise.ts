/** Twelve significant digits: more than any price has, fewer than where the noise of binary numbers begins. */
export function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}
