import { Decimal128, Long } from 'bson';

/** `coefficient × 10^exponent`, exactly. */
interface ExactDecimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Numbers of every BSON kind; the driver's promoted `number` first because nearly all are. */
export type BsonNumber = number | bigint | Long | Decimal128;

/** Orders numbers by value across kinds, as the server does: NaN lowest, a decimal 0.1 above the double 0.1 is not equal. */
export function compareNumbers(a: BsonNumber, b: BsonNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  const [roughA, roughB] = [roughly(a), roughly(b)];
  // Infinities and NaN have no exact form, and a clear distance needs none.
  if (!Number.isFinite(roughA) || !Number.isFinite(roughB)) return compareDoubles(roughA, roughB);
  if (Math.abs(roughA - roughB) > 1e-6 * (Math.abs(roughA) + Math.abs(roughB)))
    return roughA < roughB ? -1 : 1;
  return compareExact(exactly(a), exactly(b));
}

function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

function roughly(value: BsonNumber): number {
  return value instanceof Decimal128 ? Number(value.toString()) : Number(value);
}

function exactly(value: BsonNumber): ExactDecimal {
  if (typeof value === 'number') return exactDouble(value);
  if (typeof value === 'bigint') return { coefficient: value, exponent: 0 };
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  const [mantissa = '0', power = '0'] = value.toString().toUpperCase().split('E');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

/** A double is `m × 2^e`; for a negative `e` that is `m × 5^-e × 10^e`. */
function exactDouble(value: number): ExactDecimal {
  let mantissa = value;
  let halvings = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    halvings += 1;
  }
  return { coefficient: BigInt(mantissa) * 5n ** BigInt(halvings), exponent: -halvings };
}

function compareExact(a: ExactDecimal, b: ExactDecimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}
