import { MarketSocket } from './market-socket';

/** A subscription whose quotes are still asked for. */
export class OpenSubscription {
  private readonly taken = new Set<string>();

  /** Whether it is what decides, by whether there is a quote, that the symbol stays watched. */
  decides(symbol: string): boolean {
    return !this.taken.has(symbol);
  }

  /** A later one asks for these too. */
  leave(symbols: readonly string[]): void {
    for (const symbol of symbols) this.taken.add(symbol);
  }
}

/** Each socket's subscriptions whose quotes are still asked for: of several for a symbol, the last decides about it. */
export class OpenSubscriptions {
  private readonly open = new Map<MarketSocket, OpenSubscription[]>();

  begin(socket: MarketSocket, symbols: readonly string[]): OpenSubscription {
    const others = this.open.get(socket) ?? [];
    for (const other of others) other.leave(symbols);
    const own = new OpenSubscription();
    this.open.set(socket, [...others, own]);
    return own;
  }

  end(socket: MarketSocket, own: OpenSubscription): void {
    const others = this.open.get(socket)?.filter((other) => other !== own) ?? [];
    if (others.length > 0) this.open.set(socket, others);
    else this.open.delete(socket);
  }
}
