import { TickFrame } from './tick-frame';

/** One who is told of newer ticks of a symbol, and sends them when it is flushed. */
export interface SymbolViewer {
  offer(symbol: WatchedSymbol): void;
  flush(): void;
  /** whether somebody is going to flush it */
  isDue: boolean;
}

/** A symbol that connections of this instance watch. */
export class WatchedSymbol {
  readonly viewers = new Set<SymbolViewer>();
  newest: TickFrame | undefined;
  /** the last count by which it was met, so that one who counts sees it once */
  countedIn = 0;

  constructor(readonly symbol: string) {}
}
