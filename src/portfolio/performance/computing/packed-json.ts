import { promisify } from 'node:util';
import { constants, gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';

/** UTF-8 JSON, gzipped: a quarter of the bytes to store, keep at hand and send. */
export type PackedJson = Uint8Array;

const gunzipAside = promisify(gunzip);
const gzipAside = promisify(gzip);

/** A window of 8 kB: days repeat what the day before said, and what is looked through stays in the processor's cache. */
const FAST = { level: constants.Z_BEST_SPEED, windowBits: 13 };

/** For threads: ten years of days take a few milliseconds. */
export function packedJson(value: unknown): PackedJson {
  return gzipSync(JSON.stringify(value), FAST);
}

/** Packed beside the event loop. */
export function packedAside(value: unknown): Promise<Buffer> {
  return gzipAside(JSON.stringify(value));
}

/** For threads. */
export function parsePacked<T>(packed: PackedJson): T {
  return JSON.parse(gunzipSync(packed).toString()) as T;
}

/** The JSON as bytes, unpacked beside the event loop. */
export function unpacked(packed: PackedJson): Promise<Buffer> {
  return gunzipAside(packed);
}
