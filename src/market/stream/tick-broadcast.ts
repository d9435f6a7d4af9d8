import { BeforeApplicationShutdown, Injectable, OnModuleInit } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import type { Socket } from 'socket.io';
import { engineConnection } from '../../platform/stream/sockets/engine-connection';
import { Tick, TickFeed } from '../ticks/tick-feed';
import { TickFrame } from './tick-frame';
import { Viewer } from './viewer';

/**
 * Takes every tick to this instance's sockets. Each instance hears all ticks from the feed, so none goes through the
 * Socket.IO adapter, and no instance sends more than its own clients asked for.
 */
@Injectable()
export class TickBroadcast implements OnModuleInit, BeforeApplicationShutdown {
  private readonly viewers = new Map<Socket, Viewer>();
  private readonly bySymbol = new Map<string, Set<Viewer>>();
  private readonly due = new Set<Viewer>();
  private readonly sent: Counter<'outcome'>;
  private flushing?: NodeJS.Immediate;
  private stopListening?: () => void;

  constructor(
    private readonly feed: TickFeed,
    registry: Registry,
  ) {
    this.sent = new Counter({
      name: 'tickfolio_stream_ticks_total',
      help: 'Ticks for sockets of this instance: delivered, or conflated (a newer one came before the socket could take it).',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  onModuleInit(): void {
    this.stopListening = this.feed.onTick((tick) => this.broadcast(tick));
  }

  beforeApplicationShutdown(): void {
    this.stopListening?.();
  }

  /** Every symbol that a socket of this instance watches. */
  symbols(): string[] {
    return [...this.bySymbol.keys()];
  }

  watchedBy(socket: Socket): ReadonlySet<string> {
    return this.viewers.get(socket)?.symbols ?? new Set();
  }

  watch(socket: Socket, symbols: Iterable<string>): void {
    if (!socket.connected) return;
    const viewer = this.viewerOf(socket);
    for (const symbol of symbols) {
      viewer.symbols.add(symbol);
      const viewers = this.bySymbol.get(symbol);
      if (viewers) viewers.add(viewer);
      else this.bySymbol.set(symbol, new Set([viewer]));
    }
  }

  unwatch(socket: Socket, symbols: Iterable<string>): void {
    const viewer = this.viewers.get(socket);
    if (!viewer) return;
    for (const symbol of [...symbols]) {
      viewer.forget(symbol);
      const viewers = this.bySymbol.get(symbol);
      if (viewers?.delete(viewer) && viewers.size === 0) this.bySymbol.delete(symbol);
    }
  }

  /** Sends a socket the newest tick of everything it watches, or of these symbols of it. */
  catchUp(socket: Socket, symbols?: Iterable<string>): void {
    const viewer = this.viewers.get(socket);
    if (!viewer) return;
    for (const symbol of symbols ?? viewer.symbols) {
      const tick = this.feed.latest(symbol);
      if (tick) viewer.offer(new TickFrame(tick));
    }
    viewer.flush();
  }

  leave(socket: Socket): void {
    const viewer = this.viewers.get(socket);
    if (!viewer) return;
    this.unwatch(socket, viewer.symbols);
    viewer.close();
    this.due.delete(viewer);
    this.viewers.delete(socket);
  }

  private broadcast(tick: Tick): void {
    const viewers = this.bySymbol.get(tick.symbol);
    if (!viewers) return;
    const frame = new TickFrame(tick);
    let conflated = 0;
    for (const viewer of viewers) {
      if (viewer.offer(frame)) conflated += 1;
      this.due.add(viewer);
    }
    if (conflated > 0) this.sent.inc({ outcome: 'conflated' }, conflated);
    this.flushing ??= setImmediate(() => this.flush());
  }

  /** After all ticks of a batch were offered: a socket's ticks leave together. */
  private flush(): void {
    this.flushing = undefined;
    for (const viewer of this.due) viewer.flush();
    this.due.clear();
  }

  private viewerOf(socket: Socket): Viewer {
    const known = this.viewers.get(socket);
    if (known) return known;
    const viewer = new Viewer(engineConnection(socket), (ticks) =>
      this.sent.inc({ outcome: 'delivered' }, ticks),
    );
    this.viewers.set(socket, viewer);
    return viewer;
  }
}
