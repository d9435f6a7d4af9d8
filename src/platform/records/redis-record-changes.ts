import { BeforeApplicationShutdown, Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { OptionalRedis } from '../redis/optional-redis';
import { RedisConnections } from '../redis/redis-connections';
import { UntilDone } from '../redis/until-done';
import { RecordChanges, RecordChangesListener } from './record-changes';

/** Changes of records over one channel of Redis; only processes that serve the API listen to it. */
@Injectable()
export class RedisRecordChanges extends RecordChanges implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(RedisRecordChanges.name);
  private readonly listeners = new Map<string, RecordChangesListener>();
  private readonly redis: OptionalRedis;
  private readonly channel: string;
  private listening: UntilDone | undefined;
  private heard = false;

  constructor(
    private readonly connections: RedisConnections,
    private readonly environment: Environment,
  ) {
    super();
    this.redis = new OptionalRedis(connections, 'record-changes');
    this.channel = this.redis.key('channel');
  }

  get areHeard(): boolean {
    return this.heard;
  }

  onModuleInit(): void {
    if (!this.environment.servesApi) return;
    const subscriber = this.connections.client('record-changes', 'patient');
    subscriber.on('message', (_channel: string, message: string) => this.take(message));
    subscriber.on('close', () => this.lose());
    this.listening = new UntilDone(
      subscriber,
      async () => {
        await subscriber.subscribe(this.channel);
        this.heard = true;
      },
      (error) => this.logger.warn(`records are read from the database each time: ${String(error)}`),
    );
    void this.listening.run();
  }

  listen(kind: string, listener: RecordChangesListener): void {
    this.listeners.set(kind, listener);
  }

  async announce(kind: string, id: string): Promise<void> {
    await this.redis.ask((redis) => redis.publish(this.channel, `${kind}:${id}`));
  }

  beforeApplicationShutdown(): void {
    this.listening?.end();
    this.redis.onApplicationShutdown();
  }

  private take(message: string): void {
    const [kind = '', id = ''] = message.split(':');
    this.listeners.get(kind)?.changing(id);
  }

  private lose(): void {
    this.heard = false;
    for (const listener of this.listeners.values()) listener.unheard();
  }
}
