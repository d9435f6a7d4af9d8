import { BeforeApplicationShutdown, Injectable, OnModuleInit } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import type { Socket } from 'socket.io';
import { engineConnection } from '../../platform/stream/sockets/engine-connection';
import { Tick } from '../ticks/tick';
import { TickFeed } from '../ticks/tick-feed';
import { TickFrame } from './tick-frame';
import { TickCounts, Viewer } from './viewer';
import { SymbolViewer, WatchedSymbol } from './watched-symbol';

/** Other work of the process waits no longer for ticks to be handed out. */
const AT_A_STRETCH_MS = 10;

/**
 * Takes ticks to this instance's sockets. Each instance hears from the feed what its sockets watch, so no tick goes through
 * the Socket.IO adapter, and no instance hears or sends more than its own clients asked for.
 */
@Injectable()
export class TickBroadcast implements OnModuleInit, BeforeApplicationShutdown {
  private readonly viewers = new Map<Socket, Viewer>();
  private readonly watched = new Map<string, WatchedSymbol>();
  private readonly counts: TickCounts;
  private due: SymbolViewer[] = [];
  private flushing?: NodeJS.Immediate;
  private stopListening?: () => void;

  constructor(
    private readonly feed: TickFeed,
    registry: Registry,
  ) {
    const sent = new Counter({
      name: 'tickfolio_stream_ticks_total',
      help: 'Ticks for sockets of this instance: delivered, or conflated (a newer one came before the socket could take it).',
      labelNames: ['outcome'],
      registers: [registry],
    });
    const [delivered, conflated] = [sent.labels('delivered'), sent.labels('conflated')];
    this.counts = {
      delivered: (ticks) => delivered.inc(ticks),
      conflated: (ticks) => conflated.inc(ticks),
    };
  }

  onModuleInit(): void {
    this.stopListening = this.feed.onTick((tick) => this.broadcast(tick));
    this.feed.watchedBy(() => this.watched.keys());
  }

  beforeApplicationShutdown(): void {
    this.stopListening?.();
    clearImmediate(this.flushing);
  }

  /** Every symbol that a socket of this instance watches. */
  symbols(): string[] {
    return [...this.watched.keys()];
  }

  watchedBy(socket: Socket): ReadonlySet<string> {
    return this.viewers.get(socket)?.symbols ?? new Set();
  }

  /** Resolves once the symbols are heard, so that no tick falls between what is read then and what is sent. */
  async watch(socket: Socket, symbols: readonly string[]): Promise<void> {
    if (!socket.connected) return;
    const before = this.watchedBy(socket);
    const added = symbols.filter((symbol) => !before.has(symbol));
    await this.feed.hear(added);
    if (socket.connected) this.add(this.viewerOf(socket), added);
    else this.feed.letGo(added);
  }

  unwatch(socket: Socket, symbols: Iterable<string>): void {
    const viewer = this.viewers.get(socket);
    if (!viewer) return;
    const left = [...symbols].filter((symbol) => viewer.symbols.has(symbol));
    this.feed.letGo(left);
    for (const symbol of left) {
      viewer.forget(symbol);
      const watched = this.watched.get(symbol);
      if (watched?.viewers.delete(viewer) && watched.viewers.size === 0) this.watched.delete(symbol);
    }
  }

  /** Sends a socket the newest tick of everything it watches, or of these symbols of it. */
  catchUp(socket: Socket, symbols?: Iterable<string>): void {
    const viewer = this.viewers.get(socket);
    if (!viewer) return;
    for (const symbol of symbols ?? viewer.symbols) {
      const watched = this.watched.get(symbol);
      const tick = this.feed.latest(symbol);
      if (!watched || !tick) continue;
      watched.newest ??= new TickFrame(tick);
      viewer.offer(watched);
    }
    viewer.flush();
  }

  leave(socket: Socket): void {
    const viewer = this.viewers.get(socket);
    if (!viewer) return;
    viewer.close();
    this.unwatch(socket, viewer.symbols);
    this.viewers.delete(socket);
  }

  private add(viewer: Viewer, symbols: readonly string[]): void {
    for (const symbol of symbols) {
      // Asked for twice at once.
      if (viewer.symbols.has(symbol)) {
        this.feed.letGo([symbol]);
        continue;
      }
      const watched = this.watched.get(symbol) ?? new WatchedSymbol(symbol);
      this.watched.set(symbol, watched);
      watched.viewers.add(viewer);
      viewer.symbols.add(symbol);
    }
  }

  private broadcast(tick: Tick): void {
    const watched = this.watched.get(tick.symbol);
    if (!watched) return;
    watched.newest = new TickFrame(tick);
    for (const viewer of watched.viewers) {
      viewer.offer(watched);
      if (viewer.isDue) continue;
      viewer.isDue = true;
      this.due.push(viewer);
    }
    this.flushing ??= setImmediate(() => this.flush());
  }

  /** After all ticks of a batch were offered: a socket's ticks leave together. */
  private flush(): void {
    const until = performance.now() + AT_A_STRETCH_MS;
    let flushed = 0;
    for (const viewer of this.due) {
      if (performance.now() > until) break;
      viewer.isDue = false;
      viewer.flush();
      flushed += 1;
    }
    this.due = this.due.slice(flushed);
    this.flushing = this.due.length > 0 ? setImmediate(() => this.flush()) : undefined;
  }

  private viewerOf(socket: Socket): Viewer {
    const known = this.viewers.get(socket);
    if (known) return known;
    const viewer = new Viewer(engineConnection(socket), this.counts);
    this.viewers.set(socket, viewer);
    return viewer;
  }
}
