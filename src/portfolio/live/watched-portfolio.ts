import type { Socket } from 'socket.io';
import { engineConnection } from '../../platform/stream/engine-connection';
import { tell } from '../../platform/stream/tell';
import type { Quote } from '../../market/quote';
import { Portfolio, symbolsOf } from '../portfolio';
import type { PortfolioValue } from '../portfolio.events';
import { liveValue } from './live-value';

/** A portfolio that sockets of this instance look at, with the newest quotes behind its value. */
export class WatchedPortfolio {
  private readonly waiting = new Set<Socket>();
  readonly watchers = new Set<Socket>();

  constructor(
    public portfolio: Portfolio,
    readonly quotes: Map<string, Quote>,
  ) {}

  get symbols(): string[] {
    return [...new Set([...symbolsOf(this.portfolio), ...this.quotes.keys()])];
  }

  value(): PortfolioValue {
    return liveValue(this.portfolio, this.quotes);
  }

  /** Everybody is to hear of a new value. */
  changed(): void {
    for (const socket of this.watchers) this.waiting.add(socket);
  }

  leave(socket: Socket): void {
    this.watchers.delete(socket);
    this.waiting.delete(socket);
  }

  /**
   * Tells the value to those whose connection takes it. The others hear the then newest later, so that a slow client costs
   * nothing while it is slow.
   * @returns whether somebody still waits
   */
  tell(): boolean {
    if (this.waiting.size === 0) return false;
    const value = this.value();
    for (const socket of this.waiting) {
      const { transport, writeBuffer } = engineConnection(socket);
      if (!transport.writable || writeBuffer.length > 0) continue;
      tell(socket, 'portfolio:value', value);
      this.waiting.delete(socket);
    }
    return this.waiting.size > 0;
  }
}
