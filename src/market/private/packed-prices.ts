import type { mongo } from 'mongoose';
import { PriceSeries } from '../../analytics/series/columns';

/** Prices as two columns of bytes, little-endian. */
export interface PackedPrices {
  readonly days: Buffer;
  readonly closes: Buffer;
}

const DAY_BYTES = 4;
const CLOSE_BYTES = 8;

export function packedPrices({ days, closes }: PriceSeries): PackedPrices {
  const packed = {
    days: Buffer.alloc(days.length * DAY_BYTES),
    closes: Buffer.alloc(days.length * CLOSE_BYTES),
  };
  for (let i = 0; i < days.length; i++) {
    packed.days.writeInt32LE(days[i]!, i * DAY_BYTES);
    packed.closes.writeDoubleLE(closes[i]!, i * CLOSE_BYTES);
  }
  return packed;
}

/** The driver gives bytes as a `Binary` where a document is read as it is. */
export function pricesIn(packed: Record<keyof PackedPrices, Buffer | mongo.Binary>): PriceSeries {
  const [dayBytes, closeBytes] = [bytesOf(packed.days), bytesOf(packed.closes)];
  const length = dayBytes.length / DAY_BYTES;
  return {
    days: Int32Array.from({ length }, (_, i) => dayBytes.readInt32LE(i * DAY_BYTES)),
    closes: Float64Array.from({ length }, (_, i) => closeBytes.readDoubleLE(i * CLOSE_BYTES)),
  };
}

function bytesOf(value: Buffer | mongo.Binary): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(value.value());
}
