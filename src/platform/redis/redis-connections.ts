import { once } from 'node:events';
import { Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Redis, RedisOptions } from 'ioredis';
import { withDeadline } from '../../common/deadline';
import { Environment } from '../../config/environment';
import { redisAddress } from './redis-address';

const retryStrategy = (attempt: number) => Math.min(attempt * 100, 2_000);

/**
 * How a client behaves while Redis is away:
 * - `fail-fast`: commands are refused at once, so that a request is never held up (reads, limits, job producers)
 * - `patient`: commands wait for Redis to come back (job consumers, subscribers, the Socket.IO adapter)
 */
const OPTIONS = {
  'fail-fast': { enableOfflineQueue: false, maxRetriesPerRequest: 0, connectTimeout: 2_000, retryStrategy },
  patient: { maxRetriesPerRequest: null, connectTimeout: 5_000, retryStrategy },
} satisfies Record<string, RedisOptions>;

export type Temper = keyof typeof OPTIONS;

/** Makes every Redis client of the process, one per purpose, and closes them last. */
@Injectable()
export class RedisConnections implements OnModuleInit {
  private readonly logger = new Logger(RedisConnections.name);
  private readonly clients = new Map<string, Redis>();
  private readonly copies: Redis[] = [];

  /** For short commands on the way of a request: refused at once while Redis is away. */
  readonly commands: Redis;

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
  client(purpose: string, temper: Temper): Redis {
    const existing = this.clients.get(purpose);
    if (existing) return existing;
    const address = redisAddress(this.environment.REDIS_URL);
    const options = { ...OPTIONS[temper], connectionName: purpose };
    const client =
      typeof address === 'string' ? new Redis(address, options) : new Redis({ ...address, ...options });
    // Libraries duplicate the client they are given and do not always close the copy.
    client.duplicate = (options) => {
      const copy = Redis.prototype.duplicate.call(client, options) as Redis;
      this.copies.push(copy);
      return copy;
    };
    this.reportOutages(client, purpose);
    this.clients.set(purpose, client);
    return client;
  }

  /** A key under this installation's name; the braces keep all of them in one slot of a Redis Cluster. */
  key(...parts: string[]): string {
    return [`{${this.environment.namespace}}`, ...parts].join(':');
  }

  /** A client that has ended is left alone: told again, it would keep the process waiting for a connection long gone. */
  close(): void {
    for (const client of [...this.clients.values(), ...this.copies]) {
      if (client.status !== 'end') client.disconnect();
    }
  }

  private reportOutages(client: Redis, purpose: string): void {
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
