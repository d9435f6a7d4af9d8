import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../common/clock';
import { UsersService } from '../users/users.service';
import { sessionEnded } from './auth.errors';
import { SessionsRepository } from './sessions.repository';

/** An answer older than this is asked again: the longest that a revocation can go unseen without a push. */
const FRESH_MS = 2_000;

interface Standing {
  userId: string;
  askedAt: number;
  isSuperuser: Promise<boolean>;
  /** what `isSuperuser` came to, once it has */
  answer?: boolean;
}

/** Whether a session still holds, asked of the database at most every two seconds per session and process. */
@Injectable()
export class SessionStandings {
  private readonly standings = new LRUCache<string, Standing>({ max: 20_000 });

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersService,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns whether the session's user is a superuser now, whatever the token said when it was made
   * @throws DomainError `auth.session_ended`
   */
  check(sessionId: string, userId: string): Promise<boolean> {
    const known = this.fresh(sessionId, userId);
    if (known) return known.isSuperuser;
    const isSuperuser = this.ask(sessionId, userId);
    const standing: Standing = { userId, askedAt: this.clock.now().getTime(), isSuperuser };
    this.standings.set(sessionId, standing);
    isSuperuser.then(
      (answer) => (standing.answer = answer),
      () => this.standings.delete(sessionId),
    );
    return isSuperuser;
  }

  /** What `check` would come to, where that is known without waiting. */
  known(sessionId: string, userId: string): boolean | undefined {
    return this.fresh(sessionId, userId)?.answer;
  }

  forget(sessionId: string): void {
    this.standings.delete(sessionId);
  }

  private fresh(sessionId: string, userId: string): Standing | undefined {
    const known = this.standings.get(sessionId);
    const isFresh = known?.userId === userId && this.clock.now().getTime() - known.askedAt < FRESH_MS;
    return isFresh ? known : undefined;
  }

  private async ask(sessionId: string, userId: string): Promise<boolean> {
    const [session, user] = await Promise.all([
      this.sessions.findLive(sessionId, this.clock.now()),
      this.users.find(userId),
    ]);
    if (!session || session.user_id !== userId || !user?.is_active) throw sessionEnded();
    return user.is_superuser;
  }
}
