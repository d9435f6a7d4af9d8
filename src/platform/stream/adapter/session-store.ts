import { Logger } from '@nestjs/common';
import type { Adapter, Session } from 'socket.io-adapter';
import { withDeadline } from '../../../common/deadline';
import { RedisClient } from '../../redis/redis-client';
import { SocketState } from '../sockets/socket-state';

const DEADLINE_MS = 2_000;

interface SessionRecord {
  sid: string;
  pid: string;
  rooms: string[];
  data: SocketState;
}

/**
 * Keeps what a socket was while its client is away, for any instance to take up again.
 *
 * The streams adapter would give a returning client its rooms and missed events before any middleware has looked at its
 * token. So a session comes back empty-handed; what belongs to it waits in `resumed` until the token was found good.
 */
export class SessionStore {
  private readonly logger = new Logger(SessionStore.name);
  private readonly writes = new Set<Promise<unknown>>();

  constructor(
    private readonly redis: RedisClient,
    private readonly keyOf: (pid: string) => string,
    private readonly keepMilliseconds: number,
  ) {}

  /** Makes the adapter keep its sessions here. */
  serve(adapter: Pick<Adapter, 'persistSession' | 'restoreSession'>): void {
    adapter.persistSession = (session) => this.keep(session as SessionRecord);
    adapter.restoreSession = (pid) => this.take(pid);
  }

  /** Resolves when every session given so far is kept, or could not be. */
  async settled(): Promise<void> {
    await Promise.all(this.writes);
  }

  private keep({ sid, pid, rooms, data }: SessionRecord): void {
    const { resumed: _, ...state } = data;
    const session = JSON.stringify({ sid, pid, rooms, data: state });
    const writing = withDeadline(
      this.redis.set(this.keyOf(pid), session, 'PX', this.keepMilliseconds),
      DEADLINE_MS,
      'keeping a session',
    )
      .catch((error: unknown) => this.logger.debug(`a session was not kept: ${String(error)}`))
      .finally(() => this.writes.delete(writing));
    this.writes.add(writing);
  }

  /** @throws when there is none: the client then starts anew */
  private async take(pid: string): Promise<Session> {
    const text = await withDeadline(this.redis.getdel(this.keyOf(pid)), DEADLINE_MS, 'finding a session');
    if (text === null) throw new Error('no such session');
    const { sid, rooms, data } = JSON.parse(text) as SessionRecord;
    const state: SocketState = {
      ...data,
      resumed: { userId: data.identity.userId, sessionId: data.identity.sessionId, rooms },
    };
    return { sid, pid, rooms: [], data: state, missedPackets: [] };
  }
}
