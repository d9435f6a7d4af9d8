import { EventEmitter } from 'node:events';
import { EngineConnection } from '../../platform/stream/sockets/engine-connection';
import { TickFrame } from './tick-frame';

/**
 * One socket that watches symbols. What its connection cannot take yet waits here, the newest tick of each symbol only,
 * so a slow client costs at most one frame for each symbol it watches, and those frames are shared with the others.
 */
export class Viewer {
  readonly symbols = new Set<string>();
  private readonly waiting = new Map<string, TickFrame>();
  private transport: EventEmitter | undefined;
  private readonly onReady = () => this.flush();

  /** @param delivered is told how many ticks each flush sent */
  constructor(
    private readonly connection: EngineConnection,
    private readonly delivered: (ticks: number) => void,
  ) {
    this.follow();
    connection.on('upgrade', () => {
      this.follow();
      this.flush();
    });
  }

  /** @returns whether an older tick of the symbol was replaced before it was sent */
  offer(frame: TickFrame): boolean {
    const { symbol, seq } = frame.tick;
    const older = this.waiting.get(symbol);
    if (older && older.tick.seq >= seq) return false;
    this.waiting.set(symbol, frame);
    return older !== undefined;
  }

  forget(symbol: string): void {
    this.symbols.delete(symbol);
    this.waiting.delete(symbol);
  }

  /** Sends what waits, if the connection has sent everything before. */
  flush(): void {
    if (this.waiting.size === 0 || !this.isDrained()) return;
    this.delivered(this.waiting.size);
    for (const { packet, options } of this.waiting.values()) this.connection.write(packet, options);
    this.waiting.clear();
  }

  close(): void {
    this.transport?.off('ready', this.onReady);
    this.waiting.clear();
  }

  private isDrained(): boolean {
    return this.connection.transport.writable && this.connection.writeBuffer.length === 0;
  }

  private follow(): void {
    this.transport?.off('ready', this.onReady);
    this.transport = this.connection.transport;
    this.transport.on('ready', this.onReady);
  }
}
