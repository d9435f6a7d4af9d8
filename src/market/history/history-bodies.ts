import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { BROTLI, Coding } from '../../platform/http/at-hand/written-json';
import { THRESHOLD_BYTES } from '../../platform/http/edge/compress-json';
import { historyJson } from './bars/history-json';
import { History } from './history';

const BYTES_IN_MEMORY = 24 * 2 ** 20;

const COMPRESS: Record<Coding, (json: Buffer) => Promise<Buffer>> = {
  br: (json) => promisify(brotliCompress)(json, BROTLI),
  gzip: promisify(gzip),
};

export interface HistoryBody {
  bytes: Buffer;
  /** in which they are; null for none, as of what is too short to be worth one */
  coding: Coding | null;
}

/** The bytes that are sent of histories, plain and compressed, by their tags: equal tags mean equal answers. */
@Injectable()
export class HistoryBodies {
  private readonly bodies = new LRUCache<string, HistoryBody>({
    maxSize: BYTES_IN_MEMORY,
    sizeCalculation: ({ bytes }) => bytes.length,
  });

  /** @param coding in which the client takes it; null for none */
  async bodyOf(history: History, coding: Coding | null): Promise<HistoryBody> {
    // The tag of a private instrument does not tell whose it is.
    if (isPrivateSymbol(history.symbol)) return this.write(history, coding);
    const key = `${history.tag}|${coding}`;
    const known = this.bodies.get(key);
    if (known) return known;
    const body = await this.write(history, coding);
    this.bodies.set(key, body);
    return body;
  }

  /** The bytes of a history that was sent in that coding, if they are still there. */
  known(tag: string, coding: Coding | null): Buffer | undefined {
    const body = this.bodies.get(`${tag}|${coding}`);
    return body?.coding === coding ? body.bytes : undefined;
  }

  private async write(history: History, coding: Coding | null): Promise<HistoryBody> {
    const json = Buffer.from(historyJson(history));
    if (!coding || json.length < THRESHOLD_BYTES) return { bytes: json, coding: null };
    return { bytes: await COMPRESS[coding](json), coding };
  }
}
