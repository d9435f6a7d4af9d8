import { BeforeApplicationShutdown, Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { DomainError } from '../../common/errors/domain-error';
import { Owner } from '../../common/identity/owner';
import { MarketSocket } from './market-socket';

const REVISIT_MS = 5_000;
const MAX_LISTS = 20;

/** What is on a list now; the version rises with every change. */
export interface SymbolList {
  readonly symbols: readonly string[];
  readonly version: number;
}

/** Reads a list; undefined where it is gone or not the owner's. */
export type SymbolListReader = (owner: Owner, id: string) => Promise<SymbolList | undefined>;

/** Told after a followed list changed, for each connection that follows it. */
export type ListChangeListener = (socket: MarketSocket) => void;

export const listNotFound = () =>
  new DomainError('not_found', 'watchlist.not_found', 'There is no such watchlist.');

export const tooManyLists = () =>
  new DomainError(
    'too_many_requests',
    'market.too_many_lists',
    `A connection may follow ${MAX_LISTS} lists.`,
  );

interface FollowedList {
  readonly owner: Owner;
  readonly followers: Set<MarketSocket>;
  list: SymbolList;
}

/** The lists of symbols that connections of this instance follow, looked at again every five seconds. */
@Injectable()
export class FollowedLists implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(FollowedLists.name);
  private readonly followed = new Map<string, FollowedList>();
  private readonly listeners: ListChangeListener[] = [];
  private read: SymbolListReader = () => Promise.resolve(undefined);
  private revisiting?: NodeJS.Timeout;

  /** @param read how the room that keeps lists tells what is on one */
  readFrom(read: SymbolListReader): void {
    this.read = read;
  }

  onChange(listener: ListChangeListener): void {
    this.listeners.push(listener);
  }

  onModuleInit(): void {
    this.revisiting = setInterval(() => void this.revisit(), REVISIT_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.revisiting);
  }

  /** @throws DomainError `watchlist.not_found`, `market.too_many_lists` */
  async follow(socket: MarketSocket, id: string): Promise<void> {
    const owner = socket.data.identity;
    const list = await this.read(owner, id);
    if (!list) throw listNotFound();
    // Counted now, with nothing awaited until it is followed: several may be asked for at once.
    if (this.followedBy(socket).filter((other) => other !== id).length >= MAX_LISTS) throw tooManyLists();
    if (!socket.connected) return;
    const followed = this.followed.get(id) ?? { owner, list, followers: new Set() };
    followed.list = list;
    followed.followers.add(socket);
    this.followed.set(id, followed);
  }

  unfollow(socket: MarketSocket, id: string): void {
    const followed = this.followed.get(id);
    if (followed?.followers.delete(socket) && followed.followers.size === 0) this.followed.delete(id);
  }

  leave(socket: MarketSocket): void {
    for (const id of this.followedBy(socket)) this.unfollow(socket, id);
  }

  followedBy(socket: MarketSocket): string[] {
    return [...this.followed].flatMap(([id, { followers }]) => (followers.has(socket) ? [id] : []));
  }

  /** Every symbol on a list that the connection follows, each once, list by list. */
  symbolsFor(socket: MarketSocket): string[] {
    const lists = [...this.followed.values()].filter(({ followers }) => followers.has(socket));
    return [...new Set(lists.flatMap(({ list }) => list.symbols))];
  }

  private async revisit(): Promise<void> {
    for (const [id, followed] of [...this.followed]) {
      try {
        const list = await this.read(followed.owner, id);
        if (list?.version === followed.list.version) continue;
        const followers = [...followed.followers];
        if (list) followed.list = list;
        else this.followed.delete(id);
        for (const socket of followers) for (const listener of this.listeners) listener(socket);
      } catch (error) {
        this.logger.warn(`list ${id} was not looked at again: ${String(error)}`);
      }
    }
  }
}
