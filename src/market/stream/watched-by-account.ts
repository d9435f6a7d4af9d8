import { randomUUID } from 'node:crypto';
import { BeforeApplicationShutdown, Injectable, OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { OptionalRedis } from '../../platform/redis/optional-redis';
import { RedisConnections } from '../../platform/redis/redis-connections';
import { CLAIM_WATCHED } from './claim-watched';
import type { MarketSocket } from './market-socket';

/** Distinct symbols that all connections of an account watch together, over the fleet. */
export const MOST_WATCHED_OF_ACCOUNT = 1_000;

/** What a process that died had claimed is free again after that. */
const CLAIM_MS = 15 * 60_000;
const RENEW_MS = CLAIM_MS / 3;

/** A socket, as far as claims look at it. */
export type Claimant = Pick<MarketSocket, 'connected' | 'data'>;

/**
 * Which symbols the connections of each account watch, so that no account has the fleet keep more than its share fresh.
 * Counted in Redis for all instances; while Redis is away each counts its own connections.
 */
@Injectable()
export class WatchedByAccount implements OnModuleInit, BeforeApplicationShutdown {
  private readonly redis: OptionalRedis;
  private readonly instance = randomUUID();
  /** by account and symbol, which sockets of this instance have claimed it */
  private readonly accounts = new Map<string, Map<string, Set<Claimant>>>();
  private readonly claimed = new Map<Claimant, Set<string>>();
  private renewing?: NodeJS.Timeout;

  constructor(
    connections: RedisConnections,
    private readonly clock: Clock,
  ) {
    this.redis = new OptionalRedis(connections, 'watched');
  }

  onModuleInit(): void {
    this.renewing = setInterval(() => void this.renew(), RENEW_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.renewing);
    this.redis.onApplicationShutdown();
  }

  /** What a socket has claimed, also what is still being asked for. */
  of(socket: Claimant): ReadonlySet<string> {
    return this.claimed.get(socket) ?? new Set();
  }

  /** @returns those of the symbols that are too many for the socket's account; the others are claimed until they are released */
  async claim(socket: Claimant, symbols: readonly string[]): Promise<ReadonlySet<string>> {
    if (!socket.connected || symbols.length === 0) return new Set();
    const account = socket.data.identity.userId;
    const here = this.note(socket, account, symbols);
    const fitting = symbols.filter((symbol) => !here.has(symbol));
    const beyond = new Set([...here, ...(await this.tell(account, fitting))]);
    this.release(socket, beyond);
    return beyond;
  }

  release(socket: Claimant, symbols: Iterable<string>): void {
    const own = this.claimed.get(socket);
    if (!own) return;
    const account = socket.data.identity.userId;
    const watched = this.accounts.get(account);
    const free: string[] = [];
    for (const symbol of [...symbols]) {
      if (!own.delete(symbol)) continue;
      const sockets = watched?.get(symbol);
      if (!sockets?.delete(socket) || sockets.size > 0) continue;
      watched?.delete(symbol);
      free.push(`${this.instance} ${symbol}`);
    }
    if (own.size === 0) this.claimed.delete(socket);
    if (watched?.size === 0) this.accounts.delete(account);
    if (free.length > 0) void this.redis.ask((redis) => redis.zrem(this.keyOf(account), ...free));
  }

  leave(socket: Claimant): void {
    this.release(socket, this.of(socket));
  }

  /** Notes all that fit by what this instance knows. @returns the others */
  private note(socket: Claimant, account: string, symbols: readonly string[]): Set<string> {
    const watched = this.accounts.get(account) ?? new Map<string, Set<Claimant>>();
    const own = this.claimed.get(socket) ?? new Set();
    const beyond = new Set<string>();
    for (const symbol of symbols) {
      const sockets = watched.get(symbol);
      if (!sockets && watched.size >= MOST_WATCHED_OF_ACCOUNT) {
        beyond.add(symbol);
        continue;
      }
      watched.set(symbol, (sockets ?? new Set()).add(socket));
      own.add(symbol);
    }
    if (own.size > 0) this.claimed.set(socket, own);
    if (watched.size > 0) this.accounts.set(account, watched);
    return beyond;
  }

  private async tell(account: string, symbols: readonly string[]): Promise<string[]> {
    const now = this.clock.now().getTime();
    const terms = [now, now + CLAIM_MS, CLAIM_MS, MOST_WATCHED_OF_ACCOUNT, this.instance];
    const beyond = await this.redis.ask((redis) =>
      redis.eval(CLAIM_WATCHED, 1, this.keyOf(account), ...terms, ...symbols),
    );
    return (beyond ?? []) as string[];
  }

  /** Also after Redis lost its memory. */
  private async renew(): Promise<void> {
    for (const [account, watched] of [...this.accounts]) await this.tell(account, [...watched.keys()]);
  }

  private keyOf(account: string): string {
    return this.redis.key('by', account);
  }
}
