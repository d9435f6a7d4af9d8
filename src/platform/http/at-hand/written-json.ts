import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { THRESHOLD_BYTES } from '../edge/compress-json';

export type Coding = 'br' | 'gzip';

/** As the way through Express compresses. */
export const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** A body whose bytes are there. */
export interface ReadyBody {
  /** whether it is long enough to be worth compressing */
  readonly isLong: boolean;
  /** undefined where they are not there in that coding */
  bytesIn(coding: Coding | null): string | Buffer | undefined;
}

/** The bytes of a body of JSON, and each compressed form once somebody takes it. */
export class WrittenJson implements ReadyBody {
  /** text where it is short: Node writes that together with the headers */
  readonly plain: string | Buffer;
  readonly isLong: boolean;
  private readonly coded = new Map<Coding, Buffer>();

  constructor(json: string) {
    this.isLong = Buffer.byteLength(json) >= THRESHOLD_BYTES;
    this.plain = this.isLong ? Buffer.from(json) : json;
  }

  bytesIn(coding: Coding | null): string | Buffer {
    if (coding === null) return this.plain;
    const known = this.coded.get(coding);
    if (known) return known;
    const bytes = coding === 'br' ? brotliCompressSync(this.plain, BROTLI) : gzipSync(this.plain);
    this.coded.set(coding, bytes);
    return bytes;
  }
}

/** Which coding a client takes best, of those kept here; `null` for none, undefined where it weighs them. */
export function codingOf(acceptEncoding: string | string[] | undefined): Coding | null | undefined {
  if (acceptEncoding === undefined || acceptEncoding === '') return null;
  if (typeof acceptEncoding !== 'string' || !PLAIN_LIST.test(acceptEncoding)) return undefined;
  const taken = acceptEncoding.split(/, */);
  if (taken.includes('br')) return 'br';
  if (taken.includes('gzip')) return 'gzip';
  return taken.every((coding) => coding === 'identity') ? null : undefined;
}

const PLAIN_LIST = /^[a-z-]+(?:, *[a-z-]+)*$/;
