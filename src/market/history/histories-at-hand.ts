import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AnswerAtHand, FindsAtHand } from '../../platform/http/at-hand/answers-at-hand';
import { Coding } from '../../platform/http/at-hand/written-json';
import { InstrumentChanges } from '../changes/instrument-changes';
import { History } from './history';
import { HistoryBodies } from './history-bodies';
import { RecentSeries } from './series/recent-series';
import { StoredSeries } from './series/stored-series';

const ROUTE = '/api/v1/market/historical/:symbol';
const START = '/api/v1/market/historical/';
const MOST_ADDRESSES = 5_000;
const LONGEST_ADDRESS = 200;

interface Told extends Pick<History, 'symbol' | 'delisted'> {
  /** as they were read for it: while these very ones are at hand, and as much of them counts, the answer is the same */
  readFrom: readonly StoredSeries[];
  answer: AnswerAtHand;
}

/** Histories that their route answered under the same address a moment ago, from what is still stored. */
@Injectable()
export class HistoriesAtHand implements FindsAtHand {
  private readonly told = new LRUCache<string, Told>({ max: MOST_ADDRESSES });

  constructor(
    private readonly recent: RecentSeries,
    private readonly bodies: HistoryBodies,
    private readonly changes: InstrumentChanges,
  ) {}

  finderOf(url: string): (() => AnswerAtHand | undefined) | undefined {
    return url.startsWith(START) ? () => this.find(url) : undefined;
  }

  /** Notes what the route answers under an address. A private instrument's history is nobody else's, and not noted. */
  note(url: string, { symbol, readFrom, delisted, tag }: History): void {
    if (!readFrom || url.length > LONGEST_ADDRESS) return;
    // A short one that is not compressed after all goes to the route.
    const body = { isLong: true, bytesIn: (coding: Coding | null) => this.bodies.known(tag, coding) };
    this.told.set(url, { symbol, readFrom, delisted, answer: { route: ROUTE, body, tag: `"${tag}"` } });
  }

  private find(url: string): AnswerAtHand | undefined {
    const told = this.told.get(url);
    if (!told || this.recent.atHand(told.symbol) !== told.readFrom) return undefined;
    return this.changes.delistedSince(told.symbol) === told.delisted ? told.answer : undefined;
  }
}
