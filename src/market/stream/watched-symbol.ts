import { TickFrame } from './tick-frame';
import { Viewer } from './viewer';

/** A symbol that connections of this instance watch. */
export class WatchedSymbol {
  readonly viewers = new Set<Viewer>();
  newest: TickFrame | undefined;
  /** the last count by which it was met, so that one who counts sees it once */
  countedIn = 0;

  constructor(readonly symbol: string) {}
}
