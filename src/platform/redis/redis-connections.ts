import { once } from 'node:events';
import { Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Cluster, Redis } from 'ioredis';
import { withDeadline } from '../../common/deadline';
import { Environment } from '../../config/environment';
import { followMovedSlots, openRedis, RedisClient, ConnectionMode } from './redis-client';

/** Makes every Redis client of the process, one per purpose, and closes them last. */
@Injectable()
export class RedisConnections implements OnModuleInit {
  private readonly logger = new Logger(RedisConnections.name);
  private readonly clients = new Map<string, RedisClient>();
  private readonly copies: RedisClient[] = [];

  /** For short commands on the way of a request: refused at once while Redis is away. */
  readonly commands: RedisClient;

  constructor(private readonly environment: Environment) {
    this.commands = this.client('commands', 'fail-fast');
  }

  /** Gives Redis a moment, since a fail-fast client refuses what comes before its connection; starts without it too. */
  async onModuleInit(): Promise<void> {
    const connecting = [...this.clients.values()].filter(({ status }) => status !== 'ready');
    await withDeadline(Promise.all(connecting.map((client) => once(client, 'ready'))), 2_000, 'Redis').catch(
      (error: unknown) => this.logger.warn(`starting without Redis: ${String(error)}`),
    );
  }

  /** The client for a purpose; asked for again, the same one. */
  client(purpose: string, mode: ConnectionMode): RedisClient {
    const existing = this.clients.get(purpose);
    if (existing) return existing;
    const client = openRedis(this.environment.REDIS_URL, mode, purpose);
    followMovedSlots(client);
    // Libraries duplicate the client they are given and do not always close the copy.
    const duplicate = client.duplicate.bind(client) as (...options: unknown[]) => RedisClient;
    Object.assign(client, {
      duplicate: (...options: unknown[]) => {
        const copy = duplicate(...options);
        followMovedSlots(copy);
        this.copies.push(copy);
        return copy;
      },
    });
    this.reportOutages(client, purpose);
    this.clients.set(purpose, client);
    return client;
  }

  /** Every server that keeps keys: the one there is, or the masters of the cluster. */
  get servers(): Redis[] {
    return this.commands instanceof Cluster ? this.commands.nodes('master') : [this.commands];
  }

  /**
   * A key under this installation's name. The braces keep all keys of one `purpose` in one slot of a Redis Cluster, so
   * that scripts may touch several of them, while the purposes spread over its nodes.
   */
  key(purpose: string, ...parts: string[]): string {
    return [`{${this.environment.namespace}:${purpose}}`, ...parts].join(':');
  }

  /** A client that has ended is left alone: told again, it would keep the process waiting for a connection long gone. */
  close(): void {
    for (const client of [...this.clients.values(), ...this.copies]) {
      if (client.status !== 'end') client.disconnect();
    }
  }

  private reportOutages(client: RedisClient, purpose: string): void {
    let away = false;
    client.on('error', (error: Error) => {
      if (!away) this.logger.warn(`Redis is away for ${purpose}: ${error.message}`);
      away = true;
    });
    client.on('ready', () => {
      if (away) this.logger.log(`Redis is back for ${purpose}`);
      away = false;
    });
  }
}
