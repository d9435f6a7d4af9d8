import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Computations } from '../../threads/computations';
import type { PerformanceView } from './performance-view';
import type { PerformanceAnswer } from '../performance.service';

/** Part of an answer as it is sent. */
export interface PartialAnswer {
  /** equal tags mean equal answers */
  tag: string;
  json: () => Promise<string>;
}

const PARTS_IN_MEMORY = 8 * 1024 * 1024;

/** Parts of performances, cut out in a thread; what is stored stays whole. */
@Injectable()
export class PerformanceViewsService {
  private readonly parts = new LRUCache<string, string>({
    maxSize: PARTS_IN_MEMORY,
    sizeCalculation: (json) => json.length + 1,
  });

  constructor(private readonly computations: Computations) {}

  part({ tag: whole, packed }: PerformanceAnswer, view: PerformanceView): PartialAnswer {
    const fields = view.fields ? [...new Set(view.fields)].sort() : undefined;
    const points = view.since ?? view.max_points ?? 'all';
    const tag = `${whole}.${view.series}.${points}.${fields?.join('+') ?? 'all'}`;
    const cut = async () =>
      this.computations.performanceView({ performance: await packed(), view: { ...view, fields } });
    return { tag, json: () => this.known(tag, cut) };
  }

  private async known(tag: string, cut: () => Promise<string>): Promise<string> {
    const known = this.parts.get(tag);
    if (known !== undefined) return known;
    const json = await cut();
    this.parts.set(tag, json);
    return json;
  }
}
