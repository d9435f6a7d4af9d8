import { Injectable, Logger } from '@nestjs/common';

/** Hears of a symbol of which a split became known. */
export type SplitListener = (symbol: string) => Promise<void>;

/** Tells rooms above of splits as soon as this process has stored them. */
@Injectable()
export class SplitNews {
  private readonly logger = new Logger(SplitNews.name);
  private readonly listeners: SplitListener[] = [];

  /** @param listener its failures are logged and change nothing here; the history with the split waits for it */
  onSplit(listener: SplitListener): void {
    this.listeners.push(listener);
  }

  async tell(symbol: string): Promise<void> {
    for (const heard of await Promise.allSettled(this.listeners.map((listener) => listener(symbol)))) {
      if (heard.status === 'rejected')
        this.logger.warn(`a split of ${symbol} was not followed: ${String(heard.reason)}`);
    }
  }
}
