import { Logger, OnModuleInit } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  SubscribeMessage,
} from '@nestjs/websockets';
import { demandScope } from '../../common/identity/scope';
import { oncePer } from '../../common/once-per';
import { LISTED_SYMBOL_PATTERN } from '../../common/symbols/symbol';
import { EventTurn } from '../../platform/stream/event-turn.decorator';
import { SocketTurns, SocketTurn } from '../../platform/stream/sockets/socket-turns';
import { StreamGateway } from '../../platform/stream/stream-gateway.decorator';
import { WrittenAnswer } from '../../platform/stream/written-answer';
import { SYMBOLS_PER_SOCKET, SymbolsMessageDto } from '../dto/symbols-message.dto';
import { FollowedLists } from './followed-lists';
import { MarketSocket } from './market-socket';
import { OpenSubscriptions } from './open-subscriptions';
import { RejectedSymbol, Subscription } from './market.events';
import { symbolsMessagePipe } from './symbols-message.pipe';
import { Quote } from '../model/quote';
import { QuotesService } from '../quotes/quotes.service';
import { InstanceHold } from './instance-hold';
import { TickBroadcast } from './tick-broadcast';
import { TickFeed } from '../ticks/tick-feed';
import { WatchedByAccount } from './watched-by-account';

type NumberedQuote = Subscription['quotes'][number];

/** Many subscribe to the same symbols. */
const jsonOf = oncePer((quote: NumberedQuote) => JSON.stringify(quote));

/** Live prices: a snapshot on subscribing, then ticks, of each symbol the newest. */
@StreamGateway()
export class MarketGateway
  implements OnModuleInit, OnGatewayConnection<MarketSocket>, OnGatewayDisconnect<MarketSocket>
{
  private readonly logger = new Logger(MarketGateway.name);
  private readonly open = new OpenSubscriptions();

  constructor(
    private readonly quotes: QuotesService,
    private readonly feed: TickFeed,
    private readonly broadcast: TickBroadcast,
    private readonly hold: InstanceHold,
    private readonly lists: FollowedLists,
    private readonly accounts: WatchedByAccount,
    private readonly turns: SocketTurns,
  ) {}

  onModuleInit(): void {
    this.lists.onChange((socket) => void this.turns.inTurn(socket, 'market', () => this.watchLists(socket)));
  }

  /** A client whose connection broke goes on watching, on whichever instance it came back to. */
  handleConnection(socket: MarketSocket): void {
    const { symbols = [], watchlists = [] } = socket.data;
    if (symbols.length + watchlists.length === 0) return;
    void this.turns.inTurn(socket, 'market', () => this.watchAgain(socket, watchlists));
  }

  handleDisconnect(socket: MarketSocket): void {
    this.lists.leave(socket);
    this.accounts.leave(socket);
    if (this.broadcast.watchedBy(socket).size === 0) return;
    this.broadcast.leave(socket);
    this.hold.changed();
  }

  /** Watches before it asks for the quotes, so that no tick falls between the snapshot and the stream. */
  @SubscribeMessage('market:subscribe')
  async subscribe(
    @ConnectedSocket() socket: MarketSocket,
    @MessageBody(symbolsMessagePipe) { symbols: asked = [], watchlist }: SymbolsMessageDto,
    @EventTurn() turn: SocketTurn,
  ): Promise<WrittenAnswer> {
    const { identity } = socket.data;
    demandScope(identity, 'market');
    if (watchlist !== undefined) demandScope(identity, 'read');
    if (turn.comes) await turn.comes;
    if (watchlist !== undefined) await this.lists.follow(socket, watchlist.toLowerCase());
    const before = new Set(this.broadcast.watchedBy(socket));
    const listed = watchlist === undefined ? [] : this.lists.symbolsFor(socket);
    const { symbols, rejected } = await this.claimed(socket, [...asked, ...listed]);
    await this.broadcast.watch(socket, symbols);
    this.remember(socket, asked.map(normalised));
    const own = this.open.begin(socket, symbols);
    turn.end();
    try {
      const { items, missing } = await this.quotes.quotes(symbols);
      this.unwatch(
        socket,
        missing.map(({ symbol }) => symbol).filter((symbol) => own.decides(symbol)),
      );
      return subscription(
        items.map((quote) => this.newest(quote)),
        [...rejected, ...missing],
      );
    } catch (error) {
      this.unwatch(
        socket,
        symbols.filter((symbol) => !before.has(symbol) && own.decides(symbol)),
      );
      throw error;
    } finally {
      this.open.end(socket, own);
      this.remember(socket);
    }
  }

  @SubscribeMessage('market:unsubscribe')
  async unsubscribe(
    @ConnectedSocket() socket: MarketSocket,
    @MessageBody(symbolsMessagePipe) { symbols = [], watchlist }: SymbolsMessageDto,
    @EventTurn() turn: SocketTurn,
  ): Promise<{ symbols: string[] }> {
    await turn.comes;
    const left = new Set(symbols.map(normalised));
    socket.data.symbols = socket.data.symbols?.filter((symbol) => !left.has(symbol));
    if (watchlist !== undefined) this.lists.unfollow(socket, watchlist.toLowerCase());
    await this.watchLists(socket);
    return { symbols: [...this.broadcast.watchedBy(socket)] };
  }

  /** Makes a connection watch what it asked for by symbol and what is on the lists that it follows, and nothing else. */
  private async watchLists(socket: MarketSocket): Promise<void> {
    const wanted = new Set([...(socket.data.symbols ?? []), ...this.lists.symbolsFor(socket)]);
    const watched = [...this.broadcast.watchedBy(socket)];
    this.unwatch(
      socket,
      watched.filter((symbol) => !wanted.has(symbol)),
    );
    for (const symbol of watched) wanted.delete(symbol);
    const { symbols } = await this.claimed(socket, wanted);
    await this.broadcast.watch(socket, symbols);
    this.broadcast.catchUp(socket, symbols);
    this.remember(socket);
  }

  /** What no longer fits is watched no more. Symbols do not wait for the lists to be read. */
  private async watchAgain(socket: MarketSocket, watchlists: string[]): Promise<void> {
    const following = Promise.all(watchlists.map((id) => this.followAgain(socket, id)));
    await this.watchLists(socket);
    if (watchlists.length === 0) return;
    // Should the connection break once more before they are read.
    socket.data.watchlists = watchlists;
    await following;
    await this.watchLists(socket);
  }

  private async followAgain(socket: MarketSocket, id: string): Promise<void> {
    try {
      await this.lists.follow(socket, id);
    } catch (error) {
      this.logger.debug(`list ${id} is not followed again: ${String(error)}`);
    }
  }

  /** Counts what is asked for against what the connection and its account may watch. */
  private async claimed(
    socket: MarketSocket,
    asked: Iterable<string>,
  ): Promise<{ symbols: string[]; rejected: RejectedSymbol[] }> {
    const { symbols, rejected } = admissible(this.accounts.of(socket), asked);
    const beyond = await this.accounts.claim(socket, symbols);
    for (const symbol of beyond) rejected.push({ symbol, reason: 'too_many_symbols_of_user' });
    return { symbols: symbols.filter((symbol) => !beyond.has(symbol)), rejected };
  }

  private unwatch(socket: MarketSocket, symbols: readonly string[]): void {
    this.broadcast.unwatch(socket, symbols);
    this.accounts.release(socket, symbols);
  }

  /** Kept with the socket, so that a broken connection finds it again; told to the fleet, so that it is refreshed. */
  private remember(socket: MarketSocket, asked: string[] = []): void {
    const watched = this.broadcast.watchedBy(socket);
    const symbols = new Set([...(socket.data.symbols ?? []), ...asked]);
    socket.data.symbols = [...symbols].filter((symbol) => watched.has(symbol));
    socket.data.watchlists = this.lists.followedBy(socket);
    this.hold.changed();
  }

  private newest(quote: Quote): NumberedQuote {
    const tick = this.feed.latest(quote.symbol);
    if (!tick) return quote;
    return tick.received_at >= quote.received_at ? tick : { ...quote, seq: tick.seq };
  }
}

/** A `Subscription`. */
function subscription(quotes: NumberedQuote[], rejected: RejectedSymbol[]): WrittenAnswer {
  return new WrittenAnswer(
    `{"quotes":[${quotes.map(jsonOf).join()}],"rejected":${JSON.stringify(rejected)}}`,
  );
}

function admissible(
  watched: ReadonlySet<string>,
  asked: Iterable<string>,
): { symbols: string[]; rejected: RejectedSymbol[] } {
  let room = SYMBOLS_PER_SOCKET - watched.size;
  const symbols: string[] = [];
  const rejected: RejectedSymbol[] = [];
  for (const symbol of new Set([...asked].map(normalised))) {
    if (!LISTED_SYMBOL_PATTERN.test(symbol)) rejected.push({ symbol, reason: 'invalid_symbol' });
    else if (watched.has(symbol)) symbols.push(symbol);
    else if (room > 0) {
      symbols.push(symbol);
      room -= 1;
    } else rejected.push({ symbol, reason: 'too_many_symbols' });
  }
  return { symbols, rejected };
}

const normalised = (symbol: string) => symbol.trim().toUpperCase();
