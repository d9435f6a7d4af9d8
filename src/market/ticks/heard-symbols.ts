import { withDeadline } from '../../common/deadline';
import { HeardSymbol } from './heard-symbol';
import { Tick } from './tick';

/** Where ticks are heard and read. */
export interface TickSource {
  /** Whether it can be asked now. */
  readonly isThere: boolean;
  subscribe(symbols: readonly string[]): Promise<unknown>;
  unsubscribe(symbols: readonly string[]): Promise<unknown>;
  /** The last tick of each symbol that has one. */
  lastTicks(symbols: readonly string[]): Promise<Tick[]>;
}

const AT_ONCE = 500;
/** How long who begins to hear waits for it. */
const PATIENCE_MS = 400;
const SETTLE_DEADLINE_MS = 2_000;
/** What nobody holds is heard for one to two times as long, so that a page that is loaded again changes nothing. */
export const LINGER_MS = 15_000;

/**
 * The symbols that this process hears, counted by who holds them. Those that come while others are being subscribed are
 * subscribed together after them.
 */
export class HeardSymbols {
  private readonly symbols = new Map<string, HeardSymbol>();
  /** not subscribed, or with ticks that may have been missed */
  private readonly unsettled = new Set<HeardSymbol>();
  /** held by nobody since the last turn, and since the one before */
  private idle = new Set<HeardSymbol>();
  private leaving = new Set<HeardSymbol>();
  private turn?: NodeJS.Timeout;
  /** rises whenever ticks may have been missed */
  private stretch = 1;
  private isSettling = false;
  private hasFailed = false;

  /** @param settleSoon has `settle` tried until it succeeds, and whenever the source is back */
  constructor(
    private readonly source: TickSource,
    private readonly take: (tick: Tick) => void,
    private readonly settleSoon: () => void,
  ) {}

  get count(): number {
    return this.symbols.size;
  }

  of(symbol: string): HeardSymbol | undefined {
    return this.symbols.get(symbol);
  }

  isHeard(symbol: string): boolean {
    return this.symbols.get(symbol)?.heardIn === this.stretch;
  }

  /** Resolves once all are heard, or the patience ends, or at once while the source is away. */
  async hear(symbols: Iterable<string>): Promise<void> {
    const waitedFor: Promise<void>[] = [];
    for (const name of symbols) {
      const symbol = this.symbols.get(name) ?? this.added(name);
      symbol.holders += 1;
      this.idle.delete(symbol);
      this.leaving.delete(symbol);
      if (symbol.heardIn === 0) waitedFor.push(symbol.firstHeard);
    }
    if (waitedFor.length === 0) return;
    if (!this.isSettling && !this.hasFailed) this.settleSoon();
    if (this.hasFailed || !this.source.isThere) return;
    await withDeadline(Promise.all(waitedFor), PATIENCE_MS, 'hearing symbols').catch(() => undefined);
  }

  letGo(symbols: Iterable<string>): void {
    for (const name of symbols) {
      const symbol = this.symbols.get(name);
      if (!symbol || symbol.holders === 0) continue;
      symbol.holders -= 1;
      if (symbol.holders === 0) this.idle.add(symbol);
    }
    if (this.idle.size > 0) this.takeTurn();
  }

  /** Ticks may have been missed, of whatever symbol. */
  missed(): void {
    this.stretch += 1;
    for (const symbol of this.symbols.values()) this.unsettled.add(symbol);
  }

  /**
   * Subscribes what is not, or no longer, and reads what was missed: in this order nothing falls between.
   * @throws while the source refuses or does not answer
   */
  async settle(): Promise<void> {
    if (this.isSettling || !this.source.isThere) return;
    this.isSettling = true;
    try {
      while (this.unsettled.size > 0) await this.settleSome();
      this.hasFailed = false;
    } catch (error) {
      this.hasFailed = true;
      throw error;
    } finally {
      this.isSettling = false;
    }
  }

  end(): void {
    clearTimeout(this.turn);
  }

  private async settleSome(): Promise<void> {
    const { stretch } = this;
    const some = [...this.unsettled].slice(0, AT_ONCE);
    const names = some.map(({ name }) => name);
    await withDeadline(this.source.subscribe(names), SETTLE_DEADLINE_MS, 'subscribing to ticks');
    const last = await withDeadline(this.source.lastTicks(names), SETTLE_DEADLINE_MS, 'reading last ticks');
    for (const tick of last) this.take(tick);
    if (stretch !== this.stretch) return;
    for (const symbol of some) {
      this.unsettled.delete(symbol);
      symbol.heard(stretch);
    }
  }

  private added(name: string): HeardSymbol {
    const symbol = new HeardSymbol(name);
    this.symbols.set(name, symbol);
    this.unsettled.add(symbol);
    return symbol;
  }

  private takeTurn(): void {
    this.turn ??= setTimeout(() => {
      this.turn = undefined;
      this.dismiss(this.leaving);
      this.leaving = this.idle;
      this.idle = new Set();
      if (this.leaving.size > 0) this.takeTurn();
    }, LINGER_MS).unref();
  }

  private dismiss(gone: ReadonlySet<HeardSymbol>): void {
    if (gone.size === 0) return;
    for (const symbol of gone) {
      this.symbols.delete(symbol.name);
      this.unsettled.delete(symbol);
    }
    // Where it fails the connection is gone, and with it what was subscribed.
    this.source.unsubscribe([...gone].map(({ name }) => name)).catch(() => undefined);
  }
}
