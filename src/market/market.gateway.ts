import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  SubscribeMessage,
} from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { whitelistPipe } from '../common/errors/validation.pipe';
import { SYMBOL_PATTERN } from '../common/symbols/symbol';
import { SocketState } from '../platform/stream/socket-state';
import { ClientEvents, ServerEvents } from '../platform/stream/stream-events';
import { StreamGateway } from '../platform/stream/stream-gateway.decorator';
import { SYMBOLS_PER_SOCKET, SymbolsMessage } from './dto/symbols-message.dto';
import { RejectedSymbol, Subscription } from './market.events';
import { Quote } from './quote';
import { QuotesService } from './quotes.service';
import { InstanceHold } from './stream/instance-hold';
import { TickBroadcast } from './stream/tick-broadcast';
import { TickFeed } from './tick-feed';

type MarketSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketState>;

/** Live prices: a snapshot on subscribing, then ticks, of each symbol the newest. */
@StreamGateway()
export class MarketGateway implements OnGatewayConnection<MarketSocket>, OnGatewayDisconnect<MarketSocket> {
  constructor(
    private readonly quotes: QuotesService,
    private readonly feed: TickFeed,
    private readonly broadcast: TickBroadcast,
    private readonly hold: InstanceHold,
  ) {}

  /** A client whose connection broke goes on watching, on whichever instance it came back to. */
  handleConnection(socket: MarketSocket): void {
    const { symbols = [] } = socket.data;
    if (symbols.length === 0) return;
    this.broadcast.watch(socket, symbols);
    this.broadcast.catchUp(socket);
    this.hold.changed();
  }

  handleDisconnect(socket: MarketSocket): void {
    if (this.broadcast.watchedBy(socket).size === 0) return;
    this.broadcast.leave(socket);
    this.hold.changed();
  }

  /** Watches before it asks for the quotes, so that no tick falls between the snapshot and the stream. */
  @SubscribeMessage('market:subscribe')
  async subscribe(
    @ConnectedSocket() socket: MarketSocket,
    @MessageBody(whitelistPipe) message: SymbolsMessage,
  ): Promise<Subscription> {
    const { symbols, rejected } = this.admissible(socket, message);
    const before = new Set(this.broadcast.watchedBy(socket));
    this.broadcast.watch(socket, symbols);
    try {
      const { items, missing } = await this.quotes.quotes(symbols);
      this.unwatch(socket, missing);
      return { quotes: items.map((quote) => this.newest(quote)), rejected: [...rejected, ...missing] };
    } catch (error) {
      this.broadcast.unwatch(
        socket,
        symbols.filter((symbol) => !before.has(symbol)),
      );
      throw error;
    } finally {
      this.remember(socket);
    }
  }

  @SubscribeMessage('market:unsubscribe')
  unsubscribe(
    @ConnectedSocket() socket: MarketSocket,
    @MessageBody(whitelistPipe) { symbols }: SymbolsMessage,
  ): { symbols: string[] } {
    this.broadcast.unwatch(socket, symbols.map(normalised));
    this.remember(socket);
    return { symbols: [...this.broadcast.watchedBy(socket)] };
  }

  private admissible(
    socket: MarketSocket,
    message: SymbolsMessage,
  ): { symbols: string[]; rejected: RejectedSymbol[] } {
    const watched = this.broadcast.watchedBy(socket);
    let room = SYMBOLS_PER_SOCKET - watched.size;
    const symbols: string[] = [];
    const rejected: RejectedSymbol[] = [];
    for (const symbol of new Set(message.symbols.map(normalised))) {
      if (!SYMBOL_PATTERN.test(symbol)) rejected.push({ symbol, reason: 'invalid_symbol' });
      else if (watched.has(symbol)) symbols.push(symbol);
      else if (room > 0) {
        symbols.push(symbol);
        room -= 1;
      } else rejected.push({ symbol, reason: 'too_many_symbols' });
    }
    return { symbols, rejected };
  }

  private unwatch(socket: MarketSocket, missing: RejectedSymbol[]): void {
    this.broadcast.unwatch(
      socket,
      missing.map(({ symbol }) => symbol),
    );
  }

  /** Kept with the socket, so that a broken connection finds it again; told to the fleet, so that it is refreshed. */
  private remember(socket: MarketSocket): void {
    socket.data.symbols = [...this.broadcast.watchedBy(socket)];
    this.hold.changed();
  }

  private newest(quote: Quote): Subscription['quotes'][number] {
    const tick = this.feed.latest(quote.symbol);
    if (!tick) return quote;
    return tick.received_at >= quote.received_at ? tick : { ...quote, seq: tick.seq };
  }
}

const normalised = (symbol: string) => symbol.trim().toUpperCase();
