import { BeforeApplicationShutdown, Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../../common/clock';
import { withDeadline } from '../../common/deadline';
import { RedisClient } from '../../platform/redis/redis-client';
import { RedisConnections } from '../../platform/redis/redis-connections';
import { UntilDone } from '../../platform/redis/until-done';
import { OneAtATime } from '../../platform/schedule/one-at-a-time.decorator';
import { sessionRoom, userRoom } from '../../platform/stream/sockets/rooms';
import { StreamServer } from '../../platform/stream/stream-server';
import { TokenAuthenticator } from '../tokens/token-authenticator';
import { SessionStandings } from './session-standings';
import { SessionsRepository } from './sessions.repository';

const PUBLISH_DEADLINE_MS = 200;
const SWEEP_MS = 2_000;
/** Looked back each time beyond the last sweep, for clocks that differ between instances. */
const OVERLAP_MS = 30_000;

interface Revocation {
  sessionIds: string[];
  /** whose sockets must present themselves anew, since what they may see has changed */
  userId?: string;
}

/**
 * Carries the end of sessions to every instance and its sockets: pushed through Redis at once, and read from the
 * database every two seconds where there are sockets, so that it works without Redis too. Requests need no sweep,
 * since no standing is believed for longer than two seconds.
 */
@Injectable()
export class Revocations implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(Revocations.name);
  private readonly channel: string;
  private readonly subscriber: RedisClient;
  private readonly listening: UntilDone;
  private sweptAt: Date;

  constructor(
    private readonly redis: RedisConnections,
    private readonly standings: SessionStandings,
    private readonly tokens: TokenAuthenticator,
    private readonly sessions: SessionsRepository,
    private readonly stream: StreamServer,
    private readonly clock: Clock,
  ) {
    this.channel = redis.key('revocations');
    this.subscriber = redis.client('revocations', 'patient');
    this.listening = new UntilDone(
      this.subscriber,
      () => this.subscriber.subscribe(this.channel),
      (error) => this.logger.warn(`no pushed revocations: ${String(error)}`),
    );
    this.sweptAt = clock.now();
  }

  onModuleInit(): void {
    this.subscriber.on('message', (_channel: string, message: string) =>
      this.apply(JSON.parse(message) as Revocation),
    );
    void this.listening.run();
  }

  beforeApplicationShutdown(): void {
    this.listening.end();
  }

  /** Returns when this instance has acted and the others were told, or could not be. */
  async announce(revocation: Revocation): Promise<void> {
    this.apply(revocation);
    const publishing = this.redis.commands.publish(this.channel, JSON.stringify(revocation));
    await withDeadline(publishing, PUBLISH_DEADLINE_MS, 'Redis').catch((error: unknown) =>
      this.logger.warn(`revocation not pushed, other instances will read it: ${String(error)}`),
    );
  }

  private apply({ sessionIds, userId }: Revocation): void {
    for (const sessionId of sessionIds) {
      this.standings.forget(sessionId);
      this.tokens.forget(sessionId);
    }
    const rooms = [...sessionIds.map(sessionRoom), ...(userId ? [userRoom(userId)] : [])];
    if (rooms.length > 0) this.stream.namespace.local.in(rooms).disconnectSockets(true);
  }

  /** Reads from the database what may not have been pushed. */
  @Interval(SWEEP_MS)
  @OneAtATime()
  async sweep(): Promise<void> {
    await Promise.all([this.sweepEnded(), this.sweepDemoted()]);
  }

  private async sweepEnded(): Promise<void> {
    if (this.stream.namespace.sockets.size === 0) return;
    const now = this.clock.now();
    try {
      const since = new Date(this.sweptAt.getTime() - OVERLAP_MS);
      this.apply({ sessionIds: await this.sessions.endedSince(since) });
      this.sweptAt = now;
    } catch (error) {
      this.logger.warn(`ended sessions could not be read: ${String(error)}`);
    }
  }

  /** A demotion ends no session, so sockets that may see more than their user's own are asked about one by one. */
  private async sweepDemoted(): Promise<void> {
    for (const { data } of [...this.stream.namespace.sockets.values()]) {
      const { isSuperuser, sessionId, userId } = data.identity;
      if (!isSuperuser) continue;
      // Ended sessions and a database that is away are the other sweep's business.
      const stays = { isSuperuser: true };
      const standing = await this.standings.check(sessionId, userId).catch(() => stays);
      if (!standing.isSuperuser) this.apply({ sessionIds: [sessionId] });
    }
  }
}
