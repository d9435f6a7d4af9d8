import { BeforeApplicationShutdown, Injectable, OnModuleInit } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { OptionalRedis } from '../../platform/redis/optional-redis';
import { RedisConnections } from '../../platform/redis/redis-connections';
import { CLAIM_MS, ClaimsTogether } from './claims-together';
import type { MarketSocket } from './market-socket';

/** Distinct symbols that all connections of an account watch together, over the fleet. */
export const MOST_WATCHED_OF_ACCOUNT = 1_000;

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
  private readonly fleet: ClaimsTogether;
  /** by account and symbol, which sockets of this instance have claimed it */
  private readonly accounts = new Map<string, Map<string, Set<Claimant>>>();
  private readonly claimed = new Map<Claimant, Set<string>>();
  private renewing?: NodeJS.Timeout;

  constructor(connections: RedisConnections, clock: Clock) {
    this.redis = new OptionalRedis(connections, 'watched');
    const isClaimed = (account: string, symbol: string) => this.accounts.get(account)?.has(symbol) ?? false;
    this.fleet = new ClaimsTogether(this.redis, MOST_WATCHED_OF_ACCOUNT, clock, isClaimed);
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
    const beyond = new Set([...here, ...(await this.fleet.claim(account, fitting))]);
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
      free.push(symbol);
    }
    if (own.size === 0) this.claimed.delete(socket);
    if (watched?.size === 0) this.accounts.delete(account);
    if (free.length > 0) this.fleet.free(account, free);
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

  /** Also after Redis lost its memory. */
  private async renew(): Promise<void> {
    for (const [account, watched] of [...this.accounts]) await this.fleet.claim(account, [...watched.keys()]);
  }
}
