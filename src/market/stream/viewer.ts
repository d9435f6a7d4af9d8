import { EventEmitter } from 'node:events';
import { EngineConnection } from '../../platform/stream/sockets/engine-connection';
import { FramesTogether } from './frames-together';
import { TickFrame } from './tick-frame';
import { SymbolViewer, WatchedSymbol } from './watched-symbol';

/** Told what became of ticks: so many were sent, so many replaced by newer ones before. */
export interface TickCounts {
  delivered(ticks: number): void;
  conflated(ticks: number): void;
}

/** A symbol may wait so many times before those that wait are looked through. */
const TIMES_WAITING = 2;
const together = new FramesTogether();
let counts = 0;

/**
 * One connection that watches symbols. Which of them ticked while it could not take more waits here, not the ticks: it is
 * sent the newest of each, so a slow client costs a name for each symbol it watches.
 */
export class Viewer implements SymbolViewer {
  readonly symbols = new Set<string>();
  isDue = false;
  private readonly waiting: WatchedSymbol[] = [];
  private transport: EventEmitter | undefined;
  private readonly onReady = () => this.flush();

  constructor(
    private readonly connection: EngineConnection,
    private readonly counts: TickCounts,
  ) {
    this.follow();
    if (this.isWebSocket) return;
    connection.on('upgrade', () => {
      this.follow();
      this.flush();
    });
  }

  /** The symbol has a newer tick. */
  offer(symbol: WatchedSymbol): void {
    if (this.waiting.push(symbol) > TIMES_WAITING * this.symbols.size) this.conflate();
  }

  forget(symbol: string): void {
    this.symbols.delete(symbol);
    this.keepWaiting((other) => other.symbol !== symbol);
  }

  /** Sends the newest tick of what waits, if the connection has sent everything before. */
  flush(): void {
    if (this.waiting.length === 0 || !this.isDrained()) return;
    this.conflate();
    const frames = this.waiting.flatMap(({ newest }) => newest ?? []);
    this.waiting.length = 0;
    this.counts.delivered(frames.length);
    if (this.isWebSocket) this.sendTogether(frames);
    else for (const { packet } of frames) this.connection.write(packet, { compress: false });
  }

  close(): void {
    this.transport?.off('ready', this.onReady);
    this.waiting.length = 0;
  }

  private sendTogether(frames: TickFrame[]): void {
    const bytes = together.join(frames.map(({ bytes }) => bytes));
    this.connection.write('', { compress: false, wsPreEncodedFrame: [bytes] });
    if (this.connection.transport.socket?.bufferedAmount !== 0) together.giveAway();
  }

  private conflate(): void {
    const before = this.waiting.length;
    const count = (counts += 1);
    this.keepWaiting((symbol) => symbol.countedIn !== count && (symbol.countedIn = count) > 0);
    if (this.waiting.length < before) this.counts.conflated(before - this.waiting.length);
  }

  private keepWaiting(isKept: (symbol: WatchedSymbol) => boolean): void {
    let kept = 0;
    for (const symbol of this.waiting) if (isKept(symbol)) this.waiting[kept++] = symbol;
    this.waiting.length = kept;
  }

  private get isWebSocket(): boolean {
    return this.connection.transport.name === 'websocket';
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
