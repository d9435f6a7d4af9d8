import { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../../common/at-most';

/** What is told to a request that is refused. */
export interface LimitRefusal {
  /** the template of its path, for the metrics */
  readonly route: string;
  /** requests a window */
  readonly limit: number;
  /** seconds until the caller may ask again */
  readonly retryAfter: number;
}

const REMEMBERED = 10_000;

/**
 * Requests for which their callers have nothing left in this window, whatever they bring: the same again can only be refused
 * again, which then costs next to nothing.
 */
@Injectable()
export class RefusedRequests {
  private readonly known = new LRUCache<string, LimitRefusal & { endsAt: number }>(atMost(REMEMBERED));

  remember(caller: string, request: IncomingMessage, refusal: LimitRefusal): void {
    const endsAt = performance.now() + refusal.retryAfter * 1_000;
    this.known.set(keyOf(caller, request), { ...refusal, endsAt });
  }

  find(caller: string, request: IncomingMessage): LimitRefusal | undefined {
    const key = keyOf(caller, request);
    const refusal = this.known.get(key);
    if (!refusal) return undefined;
    const retryAfter = Math.ceil((refusal.endsAt - performance.now()) / 1_000);
    if (retryAfter > 0) return { ...refusal, retryAfter };
    this.known.delete(key);
    return undefined;
  }

  get isEmpty(): boolean {
    return this.known.size === 0;
  }
}

const keyOf = (caller: string, { method, url = '' }: IncomingMessage) =>
  `${caller} ${method} ${url.split('?', 1)[0]}`;
