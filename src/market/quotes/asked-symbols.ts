import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { TickFeed } from '../ticks/tick-feed';

const SYMBOLS = 20_000;
const TURN_MS = 60_000;
const TURNS_KEPT = 5;

/**
 * The symbols that this process was asked for in the last five to six minutes, 20,000 at most. It hears their ticks, so that
 * what it remembers of them is the newest.
 */
export class AskedSymbols {
  /** by symbol, the turn in which it was last asked for */
  private readonly asked = new LRUCache<string, { turn: number }>({
    ...atMost(SYMBOLS),
    dispose: (_asked, symbol) => this.feed.letGo([symbol]),
  });
  private turn = 0;
  private turning?: NodeJS.Timeout;

  constructor(private readonly feed: TickFeed) {}

  begin(): void {
    this.turning = setInterval(() => this.takeTurn(), TURN_MS).unref();
  }

  end(): void {
    clearInterval(this.turning);
  }

  /** From now on they are heard. */
  ask(symbols: readonly string[]): void {
    const unheard = symbols.filter((symbol) => !this.asked.has(symbol));
    for (const symbol of unheard) this.asked.set(symbol, { turn: this.turn });
    void this.feed.hear(unheard);
  }

  /** Asks for a symbol again. @returns whether no tick of it since it was first asked for can be missing here */
  isHeard(symbol: string): boolean {
    const asked = this.asked.get(symbol);
    if (!asked) return false;
    asked.turn = this.turn;
    return this.feed.isHeard(symbol);
  }

  private takeTurn(): void {
    this.turn += 1;
    for (const [symbol, { turn }] of [...this.asked.entries()]) {
      if (turn < this.turn - TURNS_KEPT) this.asked.delete(symbol);
    }
  }
}
